// A view of a list is a part of its page's address: the state of the list and
// which columns are hidden. Nothing here knows React.

import { listOf, textOf, toQuery } from './address';
import type { TableProps, TableState } from './model';

/** Keys of a list in an address, without its prefix. */
const stateKey = /^(q|sort|size|after|before|page|offset|f\..*)$/;
const ownKey = /^(view|hide)$/;

/** Whether a key, without the list's prefix, says what rows a list shows. */
export const isState = (key: string) => stateKey.test(key);

/** The part of an address that says what rows a list shows, to be compared. */
export function statePart(search: string, prefix: string): string {
  const part = new URLSearchParams();
  for (const [key, value] of new URLSearchParams(search))
    if (key.startsWith(prefix) && isState(key.slice(prefix.length))) part.append(key, value);
  part.sort();
  return part.toString();
}

/** What of a list is in the address besides its rows. */
export interface Addressed {
  /** The view that was opened; '' for none. */
  view: string;
  /** The columns that are hidden, where the address decides. */
  hidden?: string[];
}

export function addressed(search: string, prefix: string): Addressed {
  const query = new URLSearchParams(search);
  const view = query.get(`${prefix}view`) ?? '';
  const hide = query.get(`${prefix}hide`);
  return { view, hidden: hide === null && view === '' ? undefined : listOf(hide ?? '') };
}

/** The address in which other columns are hidden. */
export function hiding(search: string, prefix: string, hidden: readonly string[]): string {
  const query = new URLSearchParams(search);
  if (hidden.length > 0 || !query.get(`${prefix}view`)) query.set(`${prefix}hide`, textOf(hidden));
  else query.delete(`${prefix}hide`);
  return query.toString();
}

/** What is kept of a list as it is now: everything but the page of rows. */
export function viewState(state: TableState, table: TableProps, hidden: ReadonlySet<string>): string {
  const rows = toQuery({ ...state, offset: 0, after: undefined, before: undefined }, table);
  const query = new URLSearchParams(rows);
  if (hidden.size > 0) query.set('hide', textOf([...hidden]));
  return query.toString();
}

/** Whether two states are the same, in whatever order they are written. */
export function isSame(a: string, b: string): boolean {
  const sorted = (text: string) => {
    const query = new URLSearchParams(text);
    query.sort();
    return query.toString();
  };
  return sorted(a) === sorted(b);
}

/** The query of the page with a list in a view, or in none; all else stays. */
export function withView(search: string, prefix: string, view?: { id: string; state: string }): string {
  const query = new URLSearchParams(search);
  for (const key of [...query.keys()]) {
    const own = key.slice(prefix.length);
    if (key.startsWith(prefix) && (isState(own) || ownKey.test(own))) query.delete(key);
  }
  if (view) {
    for (const [key, value] of new URLSearchParams(view.state))
      if (isState(key) || key === 'hide') query.set(prefix + key, value);
    query.set(`${prefix}view`, view.id);
  }
  return query.toString();
}

/** The query once the state on screen has a name, or has none any more. */
export function naming(search: string, prefix: string, view?: { id: string; state: string }): string {
  const query = new URLSearchParams(search);
  query.delete(`${prefix}view`);
  if (view) {
    query.set(`${prefix}view`, view.id);
    const hide = new URLSearchParams(view.state).get('hide');
    if (hide === null) query.delete(`${prefix}hide`);
    else query.set(`${prefix}hide`, hide);
  }
  return query.toString();
}
