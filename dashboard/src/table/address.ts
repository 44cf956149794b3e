import { canonical, wireNumber } from '../io/decimal';
import { findColumn } from './filters';
import { firstState, maxPageSize, needsValue, tidy } from './model';
import type { Column, Filter, FilterOp, TableProps, TableState } from './model';

const ops: readonly FilterOp[] = [
  'eq',
  'ne',
  'contains',
  'starts',
  'gt',
  'gte',
  'lt',
  'lte',
  'in',
  'null',
  'notnull',
];

/** A state as address query values; what is as at first is left out. */
export function toQuery(state: TableState, props: TableProps): Record<string, string> {
  const first = firstState(props);
  const query: Record<string, string> = {};
  if (state.queryTerm) query.q = state.queryTerm;
  if (state.sortColumn) query.sort = (state.sortDirection === 'desc' ? '-' : '') + state.sortColumn;
  for (const { column, op, value } of state.filters ?? []) {
    query[`f.${column}.${op}`] = Array.isArray(value) ? value.map(escaped).join(',') : String(value ?? '');
  }
  if (state.offset > 0) query.offset = String(state.offset);
  if (state.after) query.after = state.after;
  if (state.before) query.before = state.before;
  if (state.pageSize !== first.pageSize) query.size = String(state.pageSize);
  return query;
}

function escaped(value: unknown): string {
  return String(value).replace(/[\\,]/g, '\\$&');
}

/** Splits at commas that no backslash stands before. */
function unescaped(text: string): string[] {
  const parts = text.match(/(?:\\.|[^\\,])+/gs) ?? [];
  return parts.map((part) => part.replace(/\\(.)/gs, '$1'));
}

/** The state an address asks for; undefined when it asks for nothing. */
export function fromQuery(query: URLSearchParams, props: TableProps): TableState | undefined {
  const first = firstState(props);
  const sort = (query.get('sort') ?? '').split(',')[0] ?? '';
  const sortColumn = sort.replace(/^-/, '');
  const state = tidy({
    queryTerm: query.get('q') ?? undefined,
    sortColumn,
    sortDirection: sortColumn === '' ? undefined : sort.startsWith('-') ? 'desc' : 'asc',
    offset: whole(query.get('offset'), 0),
    pageSize: Math.min(Math.max(1, whole(query.get('size'), first.pageSize)), maxPageSize),
    filters: filtersOf(query, props.columns ?? []),
    after: query.get('after') ?? undefined,
    before: query.get('before') ?? undefined,
  });
  return Object.keys(toQuery(state, props)).length === 0 ? undefined : state;
}

function whole(text: string | null, otherwise: number): number {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : otherwise;
}

function filtersOf(query: URLSearchParams, columns: readonly Column[]): Filter[] {
  const filters = new Map<string, Filter>();
  for (const [key, text] of query) {
    const match = /^f\.(.+)\.([a-z]+)$/.exec(key);
    const column = match?.[1];
    const op = ops.find((known) => known === match?.[2]);
    if (column === undefined || op === undefined || filters.has(key)) continue;
    const of = findColumn(columns, column);
    if (columns.length > 0 && !of?.filter) continue;
    filters.set(key, needsValue(op) ? { column, op, value: valueOf(of, op, text) } : { column, op });
  }
  return [...filters.values()];
}

function valueOf(column: Column | undefined, op: FilterOp, text: string): unknown {
  return op === 'in' ? unescaped(text).map((part) => typed(column, part)) : typed(column, text);
}

/** A text of the address as the column's own type; text that is none of it stays text. */
function typed(column: Column | undefined, text: string): unknown {
  switch (column?.filter?.kind) {
    case 'number':
      return canonical(text) === undefined ? text : wireNumber(text);
    case 'boolean':
      return text === 'true';
    case 'enum':
      return optionOf(column, text) ?? text;
    default:
      return text;
  }
}

function optionOf(column: Column, text: string): unknown {
  return column.filter?.options?.find((option) => String(option.value) === text)?.value;
}
