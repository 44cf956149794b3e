import { tidy } from './model';
import type { TableState } from './model';
import type { Selection } from './selection';

/** The most bytes that one parameter of an address may have on the server. */
const longest = 8 << 10;

/**
 * The parameter that says which rows an action is about: the keys of those ticked,
 * or the search and filters that all of them match.
 */
export function chosenRows(selection: Selection, state: TableState, all: boolean): string {
  if (!all) return JSON.stringify({ keys: [...selection.keys] });
  const { queryTerm, filters } = state;
  return JSON.stringify({ all: tidy({ queryTerm, filters, offset: 0, pageSize: 1 }) });
}

/** Whether the parameter is short enough to be sent. */
export function fits(rows: string): boolean {
  return new TextEncoder().encode(rows).length <= longest;
}

/** What selects the rows of a state; ticks of another selection do not count. */
export function selects({ queryTerm, filters }: TableState): string {
  return JSON.stringify([queryTerm ?? '', filters ?? []]);
}
