// What of a page is in its address: the states of its tables, and which tabs are open.

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
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

  // What the address asks for is all that is shown of a table: not the rows before it.
  const [awaited, setAwaited] = useState<ReadonlySet<number>>(
    () =>
      new Set(
        stateful.filter(
          (index) => stateIn(search, prefixOf(index), components[index], found[index]) !== undefined,
        ),
      ),
  );
  const settle = useCallback(
    (index: number, error?: string) => {
      form.fields[index]?.set((before) =>
        before.stale || before.error !== error ? { ...before, stale: false, error } : before,
      );
      setAwaited((before) => without(before, index));
    },
    [form],
  );

  const told = useRef(new Map<number, Asked>());
  const shows = useRef({ call, states: page.layout?.states });
  const send = useCallback(
    (index: number, state: unknown) => {
      const mine: Asked = { callId: shows.current.call.id, number: Infinity };
      told.current.set(index, mine);
      form.fields[index]?.set((before) => ({ ...before, state, stale: true }));
      sendState(groupKey, count, index, state).then(
        (number) => {
          mine.number = number;
          const { call: now, states } = shows.current;
          if (told.current.get(index) === mine && isAnswered(mine, now, states))
            settle(index, now.toRender[index]?.validationErrorMessage || undefined);
        },
        (reason: unknown) => {
          if (told.current.get(index) !== mine) return;
          told.current.delete(index);
          settle(index, reason instanceof Error ? reason.message : t('page.failed'));
        },
      );
    },
    [form, sendState, groupKey, count, settle],
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
      const wanted = stateIn(search, prefixOf(index), component, latest.current.found[index]);
      const state: unknown = wanted ?? (opening ? undefined : renderer.firstState?.(component));
      if (state !== undefined) send(index, state);
    }
  }, [groupKey, search, stateful, prefixOf, send]);

  const states = page.layout?.states;
  useEffect(() => {
    shows.current = { call, states };
    form.fields.forEach((_, index) => {
      if (isAnswered(told.current.get(index), call, states))
        settle(index, call.toRender[index]?.validationErrorMessage || undefined);
    });
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the id says when the call is another one
  }, [form, call.id, call.toRender, states, settle]);

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
  return { sendState: sendFrom, prefixOf, awaited };
}

/** A state that a component was handed: with which render, and its number once it is known. */
interface Asked {
  callId: string;
  number: number;
}

/** Hosts that do not say which states a layout has seen answer with their next render. */
function isAnswered(asked: Asked | undefined, call: IOCall, states: number | undefined): boolean {
  if (!asked) return true;
  return states === undefined ? asked.callId !== call.id : states >= asked.number;
}

/** The component without the rows that do not answer its address, as when it loads. */
export function unanswered(component: IOComponent): IOComponent {
  const { nextCursor: _next, prevCursor: _prev, totalRecords: _total, ...props } = component.props;
  return { ...component, props: { ...props, data: [], loading: true } };
}

function without(set: ReadonlySet<number>, index: number): ReadonlySet<number> {
  return set.has(index) ? new Set([...set].filter((each) => each !== index)) : set;
}

/** What a query asks of a component. */
function stateIn(
  search: string,
  prefix: string,
  component: IOComponent | undefined,
  found: Found | undefined,
) {
  return component && rendererOf(found)?.fromQuery?.(under(search, prefix), component);
}

/** The part of a query that belongs to one component, without its prefix. */
function under(search: string, prefix: string): URLSearchParams {
  const mine = new URLSearchParams();
  for (const [key, value] of new URLSearchParams(search)) {
    if (key.startsWith(prefix)) mine.append(key.slice(prefix.length), value);
  }
  return mine;
}

/**
 * Replaces the keys of one component's state in the address; every other key stays.
 * A decision is something to go back from, and a search that is typed is not.
 */
function writeQuery(prefix: string, values: Record<string, string>) {
  const query = new URLSearchParams(location.search);
  const term = query.get(`${prefix}q`);
  const before = statePart(location.search, prefix);
  for (const key of [...query.keys()]) {
    if (key.startsWith(prefix) && isState(key.slice(prefix.length))) query.delete(key);
  }
  for (const [key, value] of Object.entries(values)) query.set(prefix + key, value);
  const text = query.toString();
  const decided = query.get(`${prefix}q`) === term && statePart(text, prefix) !== before;
  const write = decided ? history.pushState : history.replaceState;
  write.call(history, history.state, '', location.pathname + (text ? `?${text}` : ''));
}
