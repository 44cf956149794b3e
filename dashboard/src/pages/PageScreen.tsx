import { useEffect, useMemo, useState } from 'react';
import { useHistoryState } from 'wouter/use-browser-location';
import type { IOComponent } from '../io/types';
import { useComponents, useRenderers, type Found } from '../run/components';
import { createForm } from '../run/form';
import { Arranged } from '../run/Frames';
import { Loading } from '../run/Loading';
import { Redirect } from '../run/Result';
import { Slot, SlotPlaces } from '../run/Slot';
import { Crumbs } from '../shell/Crumbs';
import { NotFound } from '../shell/NotFound';
import { Problem } from '../shell/Problem';
import { useTitle } from '../shell/title';
import { t } from '../text/t';
import { buttonClass, type ButtonTheme } from '../ui/Button';
import { CopyText } from '../ui/CopyText';
import { Files } from '../ui/files';
import { Icon } from '../ui/Icon';
import { Menu } from '../ui/Menu';
import { Places } from '../ui/place';
import { ScreenTitle } from '../ui/screenTitle';
import { Skeleton } from '../ui/Skeleton';
import { useDelayed } from '../ui/useDelayed';
import { go, hrefOf, isExternal, pathOf, remembered, type Remembered } from '../wire/address';
import type {
  Button as LayoutButton,
  IOCall,
  LayoutError,
  PageLayout,
  RedirectTarget,
  Route,
} from '../wire/protocol.gen';
import { Below } from './Below';
import { unanswered, useAddressState, useAddressTabs } from './address';
import { Updated } from './Updated';
import { usePage, type OpenPage, type Visit } from './usePage';
import { usePlaces } from './views';
import styles from './PageScreen.module.css';

interface Props {
  route: Route;
  search: string;
}

/** A page: its title, buttons and displays. */
export function PageScreen({ route, search }: Props) {
  const page = usePage(route.slug, useVisit(search));
  useRedirect(page.redirect);
  const { layout, error } = page;
  const title = layout?.title || route.name;
  useTitle(title);
  const arrived = useDelayed(layout !== undefined && isBare(layout), 300); // some hosts send the children after the title
  if (error?.code === 'NOT_FOUND') return <NotFound />;
  const errors = layout?.errors ?? [];
  const bare = arrived && errors.length === 0 && !error && !page.redirect && !page.loading;
  const description = layout ? layout.description : route.description;
  return (
    <div className={styles.screen}>
      <header className={styles.header}>
        <div className={styles.names}>
          <Crumbs slug={route.slug} />
          <h1 className={styles.title}>{title}</h1>
          {description ? <p className={styles.dim}>{description}</p> : null}
          <Errors errors={errors} of={['title', 'description']} onRetry={page.refresh} />
          {layout?.refresh ? <Updated at={page.at} onRefresh={page.refresh} /> : null}
        </div>
        <div className={styles.buttons}>
          <Beside icon="left" to={layout?.beside?.previous} label={t('page.previous')} />
          <Beside icon="right" to={layout?.beside?.next} label={t('page.next')} />
          <MenuButtons items={layout?.menuItems ?? []} />
        </div>
      </header>
      <Errors errors={errors} of={['menuItems']} onRetry={page.refresh} />
      {page.away ? (
        <p className={styles.away} role="status">
          {t('page.away')}
        </p>
      ) : null}
      {error ? <Problem message={error.message} onRetry={page.reopen} /> : null}
      {page.redirect?.url ? <Redirect target={page.redirect} /> : null}
      <Errors errors={errors} of={['children', '']} onRetry={page.refresh} />
      {page.loading ? <Loading state={page.loading} /> : null}
      {layout?.children ? (
        <ScreenTitle value={title}>
          <Files value={page.askFile}>
            <Children
              key={layout.children.inputGroupKey}
              page={page}
              children_={layout.children}
              search={search}
            />
          </Files>
        </ScreenTitle>
      ) : bare ? (
        <Below route={route} said={layout?.description} />
      ) : layout || error || page.loading || page.redirect ? null : (
        <Skeleton height={320} />
      )}
    </div>
  );
}

/** Whether a layout has nothing to look at or press. */
function isBare({ children, menuItems, beside }: PageLayout): boolean {
  return !children && !beside && (menuItems ?? []).length === 0;
}

// The page is opened with the address it had when it was come to: what its tables
// write into the address later is theirs. A link to the same page is another visit.
function useVisit(search: string): Visit {
  const key = useHistoryState<Remembered | null>()?.visit;
  const [visit, setVisit] = useState(() => visitOf(key, search));
  if (visit.key === key) return visit;
  const next = visitOf(key, search);
  setVisit(next);
  return next;
}

function visitOf(key: string | undefined, search: string): Visit {
  return { key, params: Object.fromEntries(new URLSearchParams(search)) };
}

// Takes the place of the page in the history: Back would only be sent on again. An
// action shows its card, as opening a page is no press. Other sites are left to a press.
function useRedirect(target: RedirectTarget | undefined) {
  useEffect(() => {
    if (!target?.route) return;
    const path = pathOf(target.route, target.params);
    go(path, { replace: true, remember: { from: remembered().from } });
  }, [target]);
}

interface ErrorsProps {
  errors: LayoutError[];
  of: string[];
  onRetry: () => void;
}

/** What could not be shown, in the place of what it would be. */
function Errors({ errors, of, onRetry }: ErrorsProps) {
  return errors
    .filter((error) => of.includes(error.layoutKey ?? ''))
    .map((error) => (
      <div key={`${error.layoutKey}${error.message}`}>
        <Problem message={error.message || t('page.failed')} onRetry={onRetry} />
        {error.reference ? (
          <p className={styles.dim}>
            {t('result.reference')} <CopyText text={error.reference} />
          </p>
        ) : null}
      </div>
    ));
}

/** An arrow to the page before or after this one. */
function Beside({ icon, to, label }: { icon: 'left' | 'right'; to?: LayoutButton; label: string }) {
  if (!to) return null;
  const name = `${label}: ${to.label}`;
  return (
    <a
      className={`${buttonClass('plain')} ${styles.beside}`}
      href={hrefOf(to)}
      aria-label={name}
      title={name}
    >
      <Icon name={icon} />
    </a>
  );
}

const mostButtons = 3;

/** A page's buttons: at most three, the rest behind dots; danger and disabled ones as they say. */
function MenuButtons({ items }: { items: LayoutButton[] }) {
  if (items.length === 0) return null;
  const shown = items.length > mostButtons ? items.slice(0, mostButtons) : items;
  const rest = items.slice(shown.length);
  const primary = shown.find((item) => item.theme === 'primary');
  return (
    <>
      {shown.map((item) => {
        const href = item.disabled ? undefined : hrefOf(item);
        const theme: ButtonTheme =
          item.theme === 'danger' ? 'dangerText' : item === primary ? 'primary' : 'secondary';
        const away = item.url && isExternal(item.url);
        return href ? (
          <a
            key={item.label}
            className={buttonClass(theme)}
            href={href}
            data-over={item.over || undefined}
            target={away ? '_blank' : undefined}
            rel={away ? 'noreferrer noopener' : undefined}
          >
            {item.label}
            {away ? ' ↗' : ''}
          </a>
        ) : (
          <button key={item.label} type="button" className={buttonClass(theme)} disabled>
            {item.label}
          </button>
        );
      })}
      {rest.length > 0 ? (
        <Menu
          icon="more"
          iconOnly
          label={t('page.more')}
          entries={rest.map((item) => ({
            key: item.label,
            label: item.label,
            danger: item.theme === 'danger',
            disabled: item.disabled ?? false,
            href: item.disabled ? undefined : hrefOf(item),
            over: item.over,
          }))}
        />
      ) : null}
    </>
  );
}

interface ChildrenProps {
  page: OpenPage;
  children_: IOCall;
  search: string;
}

function Children({ page, children_, search }: ChildrenProps) {
  const components = useComponents(children_.toRender);
  const found = useRenderers(components.map((component) => component.methodName));
  const dim = useDelayed(page.stale, 150);
  if (!found) return <SlotPlaces components={components} />;
  return (
    <div className={dim ? `${styles.children} ${styles.stale}` : styles.children} aria-busy={page.stale}>
      <Loaded page={page} call={children_} components={components} found={found} search={search} />
    </div>
  );
}

interface LoadedProps {
  page: OpenPage;
  call: IOCall;
  components: IOComponent[];
  found: Found[];
  search: string;
}

function Loaded({ page, call, components, found, search }: LoadedProps) {
  const [form] = useState(() => createForm('', components, found));
  const { sendState, prefixOf, awaited } = useAddressState(page, form, call, components, found, search);
  const shown = useMemo(
    () => components.map((component, index) => (awaited.has(index) ? unanswered(component) : component)),
    [components, awaited],
  );
  const places = usePlaces(page.slug, prefixOf);
  const tabs = useAddressTabs(page, call, search);
  const draw = (index: number) => {
    const component = shown[index];
    return component ? (
      <Slot
        key={`${component.methodName}-${index}`}
        form={form}
        index={index}
        component={component}
        found={found[index] ?? 'unknown'}
        groupKey={call.inputGroupKey}
        callId={call.id}
        locked={false}
        sendState={sendState}
        retry={page.refresh}
      />
    ) : null;
  };
  return (
    <Places value={places}>
      <Arranged frames={call.frames} count={components.length} framing={{ ...tabs, draw }} />
    </Places>
  );
}
