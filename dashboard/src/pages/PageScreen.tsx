import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { IOComponent } from '../io/types';
import { useComponents, useRenderers, type Found } from '../run/components';
import { createForm, rendererOf, type Form } from '../run/form';
import { Slot, SlotPlaces } from '../run/Slot';
import { Crumbs } from '../shell/Crumbs';
import { NotFound } from '../shell/NotFound';
import { Problem } from '../shell/Problem';
import { useTitle } from '../shell/title';
import { t } from '../text/t';
import { buttonClass, type ButtonTheme } from '../ui/Button';
import { CopyText } from '../ui/CopyText';
import { Files } from '../ui/files';
import { Menu } from '../ui/Menu';
import { ScreenTitle } from '../ui/screenTitle';
import { Skeleton } from '../ui/Skeleton';
import { useDelayed } from '../ui/useDelayed';
import { hrefOf, isExternal } from '../wire/address';
import type { Button as LayoutButton, IOCall, LayoutError, Route } from '../wire/protocol.gen';
import { usePage, type OpenPage } from './usePage';
import styles from './PageScreen.module.css';

interface Props {
  route: Route;
  search: string;
}

/** A page: its title, buttons and displays. */
export function PageScreen({ route, search }: Props) {
  // The page is opened with the address it had when it was come to: what its
  // tables write into the address later is theirs.
  const [params] = useState(() => Object.fromEntries(new URLSearchParams(search)));
  const page = usePage(route.slug, params);
  const { layout, error } = page;
  const title = layout?.title || route.name;
  useTitle(title);
  if (error?.code === 'NOT_FOUND') return <NotFound />;
  const errors = layout?.errors ?? [];
  const description = layout ? layout.description : route.description;
  return (
    <div className={styles.screen}>
      <header className={styles.header}>
        <div className={styles.names}>
          <Crumbs slug={route.slug} />
          <h1 className={styles.title}>{title}</h1>
          {description ? <p className={styles.dim}>{description}</p> : null}
          <Errors errors={errors} of={['title', 'description']} onRetry={page.reopen} />
        </div>
        <MenuButtons items={layout?.menuItems ?? []} />
      </header>
      <Errors errors={errors} of={['menuItems']} onRetry={page.reopen} />
      {page.away ? (
        <p className={styles.away} role="status">
          {t('page.away')}
        </p>
      ) : null}
      {error ? <Problem message={error.message} onRetry={page.reopen} /> : null}
      <Errors errors={errors} of={['children', '']} onRetry={page.reopen} />
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
      ) : layout || error ? null : (
        <Skeleton height={320} />
      )}
    </div>
  );
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

const mostButtons = 3;

/** A page's buttons: at most three, the rest behind dots; danger and disabled ones as they say. */
function MenuButtons({ items }: { items: LayoutButton[] }) {
  if (items.length === 0) return null;
  const shown = items.length > mostButtons ? items.slice(0, mostButtons) : items;
  const rest = items.slice(shown.length);
  const primary = shown.find((item) => item.theme === 'primary');
  return (
    <div className={styles.buttons}>
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
          }))}
        />
      ) : null}
    </div>
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
  const sendState = useAddressState(page, form, call, components, found, search);
  useEffect(() => {
    form.fields.forEach((field, index) => {
      const error = call.toRender[index]?.validationErrorMessage || undefined;
      field.set((before) =>
        before.stale || before.error !== error ? { ...before, stale: false, error } : before,
      );
    });
  }, [form, call.id, call.toRender]);
  return components.map((component, index) => (
    <Slot
      // oxlint-disable-next-line react/no-array-index-key -- the place is its name
      key={`${component.methodName}-${index}`}
      form={form}
      index={index}
      component={component}
      found={found[index] ?? 'unknown'}
      groupKey={call.inputGroupKey}
      callId={call.id}
      locked={false}
      sendState={sendState}
    />
  ));
}

// The states of a page's tables live in its address, so that a copied link and
// Back show the same rows. One table has the plain names; several are numbered.
function useAddressState(
  page: OpenPage,
  form: Form,
  call: IOCall,
  components: IOComponent[],
  found: Found[],
  search: string,
) {
  const { sendState } = page;
  const latest = useRef({ components, found, search });
  useEffect(() => {
    latest.current = { components, found, search };
  });
  const stateful = useMemo(
    () => components.flatMap((component, index) => (component.isStateful ? [index] : [])),
    [components],
  );
  const prefixOf = useCallback(
    (index: number) => (stateful.length > 1 ? `${stateful.indexOf(index) + 1}.` : ''),
    [stateful],
  );
  const groupKey = call.inputGroupKey;
  const count = components.length;

  const send = useCallback(
    (index: number, state: unknown) => {
      form.fields[index]?.set((before) => ({ ...before, state, stale: true }));
      sendState(groupKey, count, index, state).catch((reason: unknown) => {
        const error = reason instanceof Error ? reason.message : t('page.failed');
        form.fields[index]?.set((before) => ({ ...before, stale: false, error }));
      });
    },
    [form, sendState, groupKey, count],
  );

  useEffect(() => {
    for (const index of stateful) {
      const component = latest.current.components[index];
      const renderer = rendererOf(latest.current.found[index]);
      const state =
        component && renderer?.fromQuery?.(under(latest.current.search, prefixOf(index)), component);
      if (state !== undefined) send(index, state);
    }
    // Only when the page is opened: afterwards the address follows the table.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [groupKey]);

  return useCallback(
    (index: number, state: unknown) => {
      send(index, state);
      const component = latest.current.components[index];
      const renderer = rendererOf(latest.current.found[index]);
      if (!component || !renderer?.toQuery) return;
      writeQuery(prefixOf(index), renderer.toQuery(state, component));
    },
    [send, prefixOf],
  );
}

/** The part of a query that belongs to one component, without its prefix. */
function under(search: string, prefix: string): URLSearchParams {
  const mine = new URLSearchParams();
  for (const [key, value] of new URLSearchParams(search)) {
    if (key.startsWith(prefix)) mine.append(key.slice(prefix.length), value);
  }
  return mine;
}

const owned = /^(q|sort|size|after|before|page|offset|cols|view|f\..*)$/;

/** Replaces one component's keys in the address; every other key stays. */
function writeQuery(prefix: string, values: Record<string, string>) {
  const query = new URLSearchParams(location.search);
  for (const key of [...query.keys()]) {
    if (key.startsWith(prefix) && owned.test(key.slice(prefix.length))) query.delete(key);
  }
  for (const [key, value] of Object.entries(values)) query.set(prefix + key, value);
  const text = query.toString();
  history.replaceState(history.state, '', location.pathname + (text ? `?${text}` : ''));
}
