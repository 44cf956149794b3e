import { canonical, wireNumber } from '../io/decimal';
import { findColumn } from './filters';
import { firstState, maxPageSize, needsValue, sortedBy, sortsOf, tidy } from './model';
import type { Column, Filter, FilterOp, Sort, TableProps, TableState } from './model';

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
  'within',
  'null',
  'notnull',
];

/** A state as address query values; what is as at first is left out. */
export function toQuery(state: TableState, props: TableProps): Record<string, string> {
  const first = firstState(props);
  const query: Record<string, string> = {};
  if (state.queryTerm) query.q = state.queryTerm;
  const sorts = sortsOf(state);
  if (sorts.length > 0)
    query.sort = sorts
      .map(({ column, direction }) => (direction === 'desc' ? '-' : '') + escaped(column))
      .join(',');
  for (const { column, op, value } of state.filters ?? []) {
    query[`f.${column}.${op}`] = Array.isArray(value) ? textOf(value) : String(value ?? '');
  }
  if (state.offset > 0) query.offset = String(state.offset);
  if (state.after) query.after = state.after;
  if (state.before) query.before = state.before;
  if (state.pageSize !== first.pageSize) query.size = String(state.pageSize);
  return query;
}

/** Texts as one, with commas between them. */
export function textOf(values: readonly unknown[]): string {
  return values.map(escaped).join(',');
}

function escaped(value: unknown): string {
  return String(value).replace(/[\\,]/g, '\\$&');
}

/** The texts of one, split at commas that no backslash stands before. */
export function listOf(text: string): string[] {
  const parts = text.match(/(?:\\.|[^\\,])+/gs) ?? [];
  return parts.map((part) => part.replace(/\\(.)/gs, '$1'));
}

/** The state an address asks for; undefined when it asks for nothing. */
export function fromQuery(query: URLSearchParams, props: TableProps): TableState | undefined {
  const first = firstState(props);
  const state = tidy({
    queryTerm: query.get('q') ?? undefined,
    ...sortedBy(sortsIn(query.get('sort') ?? '')),
    offset: whole(query.get('offset'), 0),
    pageSize: Math.min(Math.max(1, whole(query.get('size'), first.pageSize)), maxPageSize),
    filters: filtersOf(query, props.columns ?? []),
    after: query.get('after') ?? undefined,
    before: query.get('before') ?? undefined,
  });
  return Object.keys(toQuery(state, props)).length === 0 ? undefined : state;
}

function sortsIn(text: string): Sort[] {
  const sorts = listOf(text).map((part): Sort => ({
    column: part.replace(/^-/, ''),
    direction: part.startsWith('-') ? 'desc' : 'asc',
  }));
  return sorts.filter(({ column }) => column !== '');
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
  return op === 'in' ? listOf(text).map((part) => typed(column, part)) : typed(column, text);
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
