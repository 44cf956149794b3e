// What of a page is in its address: the states of its tables, and which tabs are open.

import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { IOComponent } from '../io/types';
import type { Found } from '../run/components';
import { rendererOf, type Form } from '../run/form';
import { isState, statePart } from '../table/viewAddress';
import { t } from '../text/t';
import type { IOCall } from '../wire/protocol.gen';
import type { OpenPage } from './usePage';

// The open tab is in the address: a copied link shows it, and Back goes to the one
// before.
export function useAddressTabs(page: OpenPage, call: IOCall, search: string) {
  const { sendState } = page;
  const { inputGroupKey: groupKey } = call;
  const count = call.toRender.length;
  const told = useRef(new Set<number>());
  const tabs = useMemo(() => Object.fromEntries(new URLSearchParams(search)), [search]);
  const openTab = useCallback((name: string, tab: string) => {
    const query = new URLSearchParams(location.search);
    if (query.get(name) === tab) return;
    query.set(name, tab);
    history.pushState(history.state, '', `${location.pathname}?${query.toString()}`);
  }, []);
  const wake = useCallback(
    (heading: number) => {
      if (told.current.has(heading)) return;
      told.current.add(heading);
      sendState(groupKey, count, heading, { open: true }).catch(() => told.current.delete(heading));
    },
    [sendState, groupKey, count],
  );
  return { tabs, openTab, wake };
}

// The states of a page's tables live in its address, so that a copied link and
// Back show the same rows. One table has the plain names; several are numbered.
export function useAddressState(
  page: OpenPage,
  form: Form,
  call: IOCall,
  components: IOComponent[],
  found: Found[],
  search: string,
) {
  const { sendState } = page;
  const latest = useRef({ components, found });
  useEffect(() => {
    latest.current = { components, found };
  });
  const indices = components
    .flatMap((component, index) => (component.isStateful && rendererOf(found[index])?.toQuery ? [index] : []))
    .join(' ');
  const stateful = useMemo(() => indices.split(' ').filter(Boolean).map(Number), [indices]);
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

  // The address follows the tables; they follow it when the page is opened, and when
  // somebody else has written it: a view that is picked, or Back.
  const shown = useRef({ groupKey: '', parts: new Map<number, string>() });
  useEffect(() => {
    const opening = shown.current.groupKey !== groupKey;
    if (opening) shown.current = { groupKey, parts: new Map() };
    const { parts } = shown.current;
    for (const index of stateful) {
      const part = statePart(search, prefixOf(index));
      if (parts.get(index) === part) continue;
      parts.set(index, part);
      const component = latest.current.components[index];
      const renderer = rendererOf(latest.current.found[index]);
      if (!component || !renderer) continue;
      const asked = renderer.fromQuery?.(under(search, prefixOf(index)), component);
      const state: unknown = asked ?? (opening ? undefined : renderer.firstState?.(component));
      if (state !== undefined) send(index, state);
    }
  }, [groupKey, search, stateful, prefixOf, send]);

  const sendFrom = useCallback(
    (index: number, state: unknown) => {
      send(index, state);
      const component = latest.current.components[index];
      const renderer = rendererOf(latest.current.found[index]);
      if (!component || !renderer?.toQuery) return;
      writeQuery(prefixOf(index), renderer.toQuery(state, component));
      shown.current.parts.set(index, statePart(location.search, prefixOf(index)));
    },
    [send, prefixOf],
  );
  return { sendState: sendFrom, prefixOf };
}

/** The part of a query that belongs to one component, without its prefix. */
function under(search: string, prefix: string): URLSearchParams {
  const mine = new URLSearchParams();
  for (const [key, value] of new URLSearchParams(search)) {
    if (key.startsWith(prefix)) mine.append(key.slice(prefix.length), value);
  }
  return mine;
}

/** Replaces the keys of one component's state in the address; every other key stays. */
function writeQuery(prefix: string, values: Record<string, string>) {
  const query = new URLSearchParams(location.search);
  for (const key of [...query.keys()]) {
    if (key.startsWith(prefix) && isState(key.slice(prefix.length))) query.delete(key);
  }
  for (const [key, value] of Object.entries(values)) query.set(prefix + key, value);
  const text = query.toString();
  history.replaceState(history.state, '', location.pathname + (text ? `?${text}` : ''));
}
