import { language } from '../text/t';
import { cellOf, compareAmounts, sortValue } from './cell';
import { columnKey, sortsOf, tidy } from './model';
import type { Row, TableProps, TableState } from './model';

/** Which rows are on screen and where they stand in the whole. */
export interface View {
  rows: Row[];
  /** Number of the first row on screen, from 1; 0 when there is none. */
  from: number;
  to: number;
  /** How many match; undefined when nobody knows. */
  total?: number;
  estimate: boolean;
  hasPrevious: boolean;
  hasNext: boolean;
  paging: 'local' | 'offset' | 'keyset';
}

/**
 * The rows of the present page. local: the rows at hand are all there will be,
 * because nobody can be asked for others; otherwise they answer the state.
 */
export function viewOf(props: TableProps, state: TableState, local: boolean): View {
  return local ? localView(props, state) : remoteView(props, state);
}

function localView(props: TableProps, state: TableState): View {
  const matching = sorted(props, searched(props, state.queryTerm ?? ''), state);
  const offset = state.offset < matching.length ? state.offset : 0;
  const rows = matching.slice(offset, offset + state.pageSize);
  return {
    ...span(offset, rows),
    total: matching.length,
    estimate: false,
    hasPrevious: offset > 0,
    hasNext: offset + rows.length < matching.length,
    paging: 'local',
  };
}

function remoteView(props: TableProps, state: TableState): View {
  const data = props.data ?? [];
  const rows = data.slice(0, state.pageSize);
  const keyset = Boolean(props.nextCursor || props.prevCursor || state.after || state.before);
  const seen = state.offset + rows.length;
  const total = props.totalRecords;
  const more = total === undefined ? data.length >= state.pageSize : seen < total;
  return {
    ...span(state.offset, rows),
    total,
    estimate: props.totalIsEstimate ?? false,
    hasPrevious: keyset ? Boolean(props.prevCursor) : state.offset > 0,
    hasNext: keyset ? Boolean(props.nextCursor) : more,
    paging: keyset ? 'keyset' : 'offset',
  };
}

/** The same place with nothing to see, and nothing known of how much there is. */
export function withoutRows(view: View): View {
  return { ...view, rows: [], from: 0, to: 0, total: undefined };
}

function span(offset: number, rows: Row[]): Pick<View, 'rows' | 'from' | 'to'> {
  return { rows, from: rows.length === 0 ? 0 : offset + 1, to: offset + rows.length };
}

function searched(props: TableProps, term: string): Row[] {
  const data = props.data ?? [];
  const wanted = term.trim().toLowerCase();
  if (wanted === '') return data;
  return data.filter((row) => searchText(row, props).includes(wanted));
}

function searchText(row: Row, props: TableProps): string {
  if (row.filterValue !== undefined) return row.filterValue.toLowerCase();
  const texts = (props.columns ?? []).map((column, index) => {
    const { label, value } = cellOf(row, column, index);
    return String(label ?? value ?? '');
  });
  return texts.join(' ').toLowerCase();
}

const collator = new Intl.Collator(language, { numeric: true });

/** Compares cells as hosts do: text by language with numbers in it, the rest by size. */
export function compareCells(a: unknown, b: unknown): number {
  if (typeof a !== typeof b) return compareAmounts(a, b) ?? collator.compare(String(a), String(b));
  if (typeof a === 'string' && typeof b === 'string') return collator.compare(a, b);
  if (a === b) return 0;
  return (a as number) < (b as number) ? -1 : 1;
}

function sorted(props: TableProps, rows: Row[], state: TableState): Row[] {
  const columns = props.columns ?? [];
  const by = sortsOf(state).flatMap(({ column, direction }) => {
    const index = columns.findIndex((each, at) => columnKey(each, at) === column);
    const of = columns[index];
    return of ? [{ column: of, index, turn: direction === 'desc' ? -1 : 1 }] : [];
  });
  if (by.length === 0) return rows;
  const keyed = rows.map((row) => ({
    row,
    values: by.map(({ column, index }) => sortValue(cellOf(row, column, index))),
  }));
  keyed.sort((a, b) => {
    for (const [at, { turn }] of by.entries()) {
      const order = compareEmptyLast(a.values[at], b.values[at], turn);
      if (order !== 0) return order;
    }
    return 0;
  });
  return keyed.map(({ row }) => row);
}

function compareEmptyLast(a: unknown, b: unknown, turn: number): number {
  if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0);
  return turn * compareCells(a, b);
}

/** How many pages there are and which one is on screen, where each can be gone to at once. */
export function pagesOf(view: View, pageSize: number): { page: number; last: number } | undefined {
  if (view.total === undefined || view.estimate || view.paging === 'keyset') return undefined;
  return { page: Math.ceil(view.from / pageSize), last: Math.ceil(view.total / pageSize) };
}

/** The state of a page by its number, from 1. */
export function pageAt(state: TableState, page: number): TableState {
  return tidy({ ...state, offset: (page - 1) * state.pageSize, after: undefined, before: undefined });
}

/** The state of the next or previous page. */
export function pageBy(props: TableProps, state: TableState, view: View, step: 1 | -1): TableState {
  const offset = Math.max(0, state.offset + step * state.pageSize);
  if (view.paging !== 'keyset') return tidy({ ...state, offset, after: undefined, before: undefined });
  const after = step > 0 ? props.nextCursor : undefined;
  const before = step < 0 ? props.prevCursor : undefined;
  return tidy({ ...state, offset, after, before });
}
