import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { t } from '../text/t';
import { Icon, type IconName } from '../ui/Icon';
import { useStore } from '../ui/useStore';
import { hrefOf } from '../wire/address';
import { base } from '../wire/mount';
import type { Route } from '../wire/protocol.gen';
import { shell as shellStore } from '../wire/shell';
import { homeStore, waitingCount } from './home';
import { sectionsOf, visible } from './navigation';
import { currentSlug } from './screen';
import styles from './SideBar.module.css';

const most = 12;

/** Home, History, Schedules where there are some, and the tree of pages and actions. */
export function SideBar({ narrow }: { narrow: boolean }) {
  const shell = useStore(shellStore);
  const home = useStore(homeStore);
  const [path] = useLocation();
  const shownSlug = useStore(currentSlug);
  const slug = path.startsWith('/-/') ? shownSlug : decodeURIComponent(path.slice(1));
  const waiting = waitingCount(home);
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    bar.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [slug, path, shell]);
  return (
    <div ref={bar} className={narrow ? `${styles.bar} ${styles.narrow}` : styles.bar}>
      <ul>
        <Entry href={`${base}/`} icon="home" name={t('nav.home')} current={path === '/'} count={waiting} />
        <Entry
          href={`${base}/-/history`}
          icon="history"
          name={t('nav.history')}
          current={path === '/-/history'}
        />
        {shell?.schedules ? (
          <Entry
            href={`${base}/-/schedules`}
            icon="calendar"
            name={t('nav.schedules')}
            current={path === '/-/schedules'}
          />
        ) : null}
      </ul>
      {sectionsOf(shell?.routes ?? []).map((section) => (
        <Section key={section.name} name={section.name} routes={section.routes} slug={slug} />
      ))}
    </div>
  );
}

function Section({ name, routes, slug }: { name: string; routes: Route[]; slug: string }) {
  const list = <RouteList routes={routes} slug={slug} icon={name === 'Records' ? 'table' : undefined} />;
  if (!name) return list;
  return (
    <Fold id={`section:${name}`} name={name}>
      {list}
    </Fold>
  );
}

function RouteList({ routes, slug, icon }: { routes: Route[]; slug: string; icon?: IconName }) {
  const [all, setAll] = useState(false);
  const whole = all || routes.slice(most).some((route) => isAt(slug, route.slug));
  const shown = whole ? routes : routes.slice(0, most);
  return (
    <ul>
      {shown.map((route) => (
        <RouteEntry key={route.slug} route={route} slug={slug} icon={icon} />
      ))}
      {shown.length < routes.length ? (
        <li>
          <button type="button" className={styles.all} onClick={() => setAll(true)}>
            {t('nav.all', { count: routes.length })}
          </button>
        </li>
      ) : null}
    </ul>
  );
}

function RouteEntry({ route, slug, icon }: { route: Route; slug: string; icon?: IconName }) {
  const children = visible(route.children ?? []);
  if (route.kind === 'group') {
    return (
      <li>
        <Fold id={`group:${route.slug}`} name={route.name}>
          <RouteList routes={children} slug={slug} />
        </Fold>
      </li>
    );
  }
  const listed = children.some((child) => isAt(slug, child.slug));
  const current = slug === route.slug || (isAt(slug, route.slug) && !listed);
  return (
    <Entry
      href={hrefOf({ route: route.slug }) ?? ''}
      icon={icon ?? (route.kind === 'page' ? 'page' : 'play')}
      name={route.name}
      current={current}
    >
      {children.length > 0 ? (
        <div className={styles.below}>
          <RouteList routes={children} slug={slug} />
        </div>
      ) : null}
    </Entry>
  );
}

/** Whether a slug is this one or below it. */
function isAt(slug: string, place: string): boolean {
  return slug === place || slug.startsWith(`${place}/`);
}

interface EntryProps {
  href: string;
  icon: IconName;
  name: string;
  current: boolean;
  count?: number;
  children?: React.ReactNode;
}

function Entry({ href, icon, name, current, count, children }: EntryProps) {
  return (
    <li>
      <a className={styles.entry} href={href} aria-current={current ? 'page' : undefined} title={name}>
        <Icon name={icon} />
        <span className={styles.name}>{name}</span>
        {count ? (
          <span className={styles.count}>
            {count}
            <span className="hide"> {t('nav.waiting')}</span>
          </span>
        ) : null}
      </a>
      {children}
    </li>
  );
}

function Fold({ id, name, children }: { id: string; name: string; children: React.ReactNode }) {
  const key = `panel.fold.${id}`;
  const [open, setOpen] = useState(() => localStorage.getItem(key) !== 'closed');
  return (
    <div className={styles.fold}>
      <button
        type="button"
        className={styles.heading}
        aria-expanded={open}
        onClick={() => {
          localStorage.setItem(key, open ? 'closed' : 'open');
          setOpen(!open);
        }}
      >
        <span className={styles.name}>{name}</span>
        <Icon name={open ? 'down' : 'right'} size={12} />
      </button>
      {open ? children : null}
    </div>
  );
}
