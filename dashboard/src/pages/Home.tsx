import { useState } from 'react';
import { homeStore, waitingCount } from '../shell/home';
import { score } from '../shell/fuzzy';
import { sectionsOf, visible } from '../shell/navigation';
import { useTitle } from '../shell/title';
import { t } from '../text/t';
import { Skeleton } from '../ui/Skeleton';
import { useStore } from '../ui/useStore';
import { base } from '../wire/mount';
import type { Route, Shell } from '../wire/protocol.gen';
import { flatten, shell as shellStore } from '../wire/shell';
import { Approvals } from './Approvals';
import { Card } from './Card';
import styles from './Home.module.css';
import { RunBand, RunRow } from './RunBand';

/** Waiting for me, in progress, everything I may do. */
export function Home() {
  const shell = useStore(shellStore);
  const home = useStore(homeStore);
  useTitle('', waitingCount(home) > 0);
  if (!shell || !home) return <HomePlaces />;
  const recent = home.recent ?? [];
  return (
    <div className={styles.home}>
      <h1 className="hide">{t('nav.home')}</h1>
      <div className={styles.bands}>
        <RunBand name={t('home.waiting')} runs={home.waiting ?? []} waiting />
        <Approvals asked={home.approvals ?? []} />
        <RunBand name={t('home.inProgress')} runs={home.inProgress ?? []} />
        <Actions shell={shell} />
      </div>
      {recent.length > 0 ? (
        <aside className={styles.aside} aria-label={t('home.recent')}>
          <h2>{t('home.recent')}</h2>
          <ul className={styles.runs}>
            {recent.map((run) => (
              <RunRow key={run.id} run={run} />
            ))}
          </ul>
          <a className={styles.more} href={`${base}/-/history`}>
            {t('home.allRuns')}
          </a>
        </aside>
      ) : null}
    </div>
  );
}

function HomePlaces() {
  return (
    <div className={styles.bands} aria-busy="true">
      <Skeleton width={120} height={22} />
      <div className={styles.cards}>
        {['a', 'b', 'c', 'd', 'e', 'f'].map((place) => (
          <Skeleton key={place} height={72} />
        ))}
      </div>
    </div>
  );
}

const manyRoutes = 20;

function Actions({ shell }: { shell: Shell }) {
  const [filter, setFilter] = useState('');
  const all = flatten(visible(shell.routes ?? []));
  if (all.length === 0) return <Nothing shell={shell} />;
  return (
    <section className={styles.band}>
      <div className={styles.bandTop}>
        <h2>{t('home.actions')}</h2>
        {all.length > manyRoutes ? (
          <input
            className={styles.filter}
            type="search"
            aria-label={t('home.filter')}
            placeholder={t('home.filter')}
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
        ) : null}
      </div>
      {sectionsOf(shell.routes ?? []).map((section) => (
        <Group key={section.name} name={section.name} routes={section.routes} filter={filter} />
      ))}
    </section>
  );
}

function Group({ name, routes, filter }: { name: string; routes: Route[]; filter: string }) {
  const cards = withChildren(routes).filter((route) => matches(route, filter));
  const groups = routes.filter((route) => route.kind === 'group');
  return (
    <>
      {cards.length > 0 ? (
        <div className={styles.group}>
          {name ? <h3>{name}</h3> : null}
          <ul className={styles.cards}>
            {cards.map((route) => (
              <Card key={route.slug} route={route} />
            ))}
          </ul>
        </div>
      ) : null}
      {groups.map((group) => (
        <Group key={group.slug} name={group.name} routes={visible(group.children ?? [])} filter={filter} />
      ))}
    </>
  );
}

// Actions below a page stand after it; groups have a heading of their own.
function withChildren(routes: Route[]): Route[] {
  return routes.flatMap((route) =>
    route.kind === 'group' ? [] : [route, ...withChildren(visible(route.children ?? []))],
  );
}

function matches(route: Route, filter: string): boolean {
  return filter.trim() === '' || score(`${route.name} ${route.slug} ${route.description ?? ''}`, filter) > 0;
}

const snippet = `reg.Action("hello", stagedoor.Action{
	Name:    "Say hello",
	Handler: hello, // func(ctx context.Context) error
})`;

function Nothing({ shell }: { shell: Shell }) {
  const name = shell.person?.name || shell.person?.email || '';
  return (
    <section className={styles.nothing}>
      <h2>{t('home.nothing')}</h2>
      <p>{t('home.nothingShared', { name })}</p>
      {shell.production ? null : (
        <>
          <p>{t('home.nothingHow')}</p>
          <pre className={styles.snippet}>{snippet}</pre>
        </>
      )}
    </section>
  );
}
