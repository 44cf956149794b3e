import type { Translate } from '../text/t';

/** Which rows are chosen, by key. It survives paging, sorting and searching. */
export interface Selection {
  keys: ReadonlySet<string>;
  /** The row a range begins at. */
  anchor?: string;
}

/** Nothing, or what was chosen from the beginning. */
export function selectionOf(keys: Iterable<string> = []): Selection {
  return { keys: new Set(keys) };
}

/** Ticks or unticks one row; the only one when just one may be chosen. */
export function toggle(selection: Selection, key: string, single = false): Selection {
  if (single) return { keys: new Set([key]), anchor: key };
  const keys = new Set(selection.keys);
  if (!keys.delete(key)) keys.add(key);
  return { keys, anchor: key };
}

/** Gives all rows between the anchor and key the state that key is about to get. */
export function toggleRange(selection: Selection, key: string, order: readonly string[]): Selection {
  const from = selection.anchor === undefined ? -1 : order.indexOf(selection.anchor);
  const to = order.indexOf(key);
  if (from < 0 || to < 0) return toggle(selection, key);
  const on = !selection.keys.has(key);
  const keys = new Set(selection.keys);
  for (const each of order.slice(Math.min(from, to), Math.max(from, to) + 1)) {
    if (on) keys.add(each);
    else keys.delete(each);
  }
  return { keys, anchor: key };
}

/** What the box in the heading shows for the rows of this page. */
export function pageState(selection: Selection, page: readonly string[]): 'none' | 'some' | 'all' {
  const chosen = page.filter((key) => selection.keys.has(key)).length;
  return chosen === 0 ? 'none' : chosen === page.length ? 'all' : 'some';
}

/** Ticks all rows of this page, or unticks them when all were ticked. */
export function togglePage(selection: Selection, page: readonly string[]): Selection {
  const keys = new Set(selection.keys);
  const all = pageState(selection, page) === 'all';
  for (const key of page) {
    if (all) keys.delete(key);
    else keys.add(key);
  }
  return { keys };
}

/** How many are chosen, and how many of them cannot be seen on this page. */
export function counts(selection: Selection, page: readonly string[]): { chosen: number; elsewhere: number } {
  const here = page.filter((key) => selection.keys.has(key)).length;
  return { chosen: selection.keys.size, elsewhere: selection.keys.size - here };
}

/** Whether the whole page may be chosen besides what is chosen elsewhere. */
export function pageFits(selection: Selection, page: readonly string[], max: number | undefined): boolean {
  return outside(counts(selection, page).elsewhere + page.length, undefined, max) === undefined;
}

/** Whether all that match are worth choosing at once: some of them are left, and they are not too many. */
export function offersAll(
  selection: Selection,
  page: readonly string[],
  total: number,
  max: number | undefined,
): boolean {
  const fit = page.length === total ? pageFits(selection, page, max) : max === undefined || total <= max;
  const left = selection.keys.size < total || pageState(selection, page) !== 'all';
  return total > 0 && fit && left;
}

/** The word for a selection outside its limits. */
export function outside(
  count: number,
  min: number | undefined,
  max: number | undefined,
): 'few' | 'many' | undefined {
  if (min !== undefined && count < min) return 'few';
  if (max !== undefined && count > max) return 'many';
  return undefined;
}

/** "At least 1", "At most 5", "Between 1 and 5", "Exactly 2". */
export function limitText(
  min: number | undefined,
  max: number | undefined,
  t: Translate,
): string | undefined {
  const least = min !== undefined && min > 0 ? min : undefined;
  if (least !== undefined && least === max) return t('table.exactly', { count: least });
  if (least !== undefined && max !== undefined) return t('table.between', { min: least, max });
  if (least !== undefined) return t('table.chooseAtLeast', { count: least });
  return max === undefined ? undefined : t('table.chooseAtMost', { count: max });
}
