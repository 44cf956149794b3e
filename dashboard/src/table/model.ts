/**
 * The table without a screen: what it is told (props), what it asks for (state)
 * and how that is written in an address. Nothing here knows React.
 */

export type CellType = 'text' | 'number' | 'money' | 'boolean' | 'date' | 'datetime' | 'enum' | 'id' | 'link';
export type FilterKind = 'text' | 'number' | 'date' | 'enum' | 'boolean';
export type Direction = 'asc' | 'desc';
export type Params = Record<string, unknown>;

export interface FilterOption {
  label: string;
  value: unknown;
}

export interface Column {
  label: string;
  accessorKey?: string;
  type?: CellType;
  sortable?: boolean;
  filter?: { kind: FilterKind; options?: FilterOption[] };
  currency?: string;
  colors?: Record<string, string>;
}

export interface RowMenuItem {
  label: string;
  theme?: string;
  route?: string;
  url?: string;
  params?: Params;
  disabled?: boolean;
}

export interface Row {
  key: string;
  data: Record<string, unknown>;
  menu?: RowMenuItem[];
  filterValue?: string;
  route?: string;
  url?: string;
  params?: Params;
}

/** Props of DISPLAY_TABLE and SELECT_TABLE, additions included. */
export interface TableProps {
  columns?: Column[];
  data?: Row[];
  totalRecords?: number;
  isAsync?: boolean;
  orientation?: 'horizontal' | 'vertical';
  isSortable?: boolean;
  isFilterable?: boolean;
  defaultPageSize?: number;
  helpText?: string;
  nextCursor?: string;
  prevCursor?: string;
  totalIsEstimate?: boolean;
  selectedKeys?: string[];
  minSelections?: number;
  maxSelections?: number;
  disabled?: boolean | string;
  /** The kinds of file that all matching rows can be had as. */
  exports?: { format: string; label: string }[];
}

export type FilterOp =
  'eq' | 'ne' | 'contains' | 'starts' | 'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'null' | 'notnull';

/** One condition, as SET_STATE carries it. Money is in minor units; op "in" has an array. */
export interface Filter {
  column: string;
  op: FilterOp;
  value?: unknown;
}

/** What SET_STATE carries. What is not asked for is absent: hosts refuse empty words. */
export interface TableState {
  queryTerm?: string;
  sortColumn?: string;
  sortDirection?: Direction;
  offset: number;
  pageSize: number;
  filters?: Filter[];
  after?: string;
  before?: string;
  /** SELECT_TABLE only: asks for the keys of all matching rows. */
  isSelectAll?: boolean;
}

export const pageSizes = [25, 50, 100] as const;
export const maxPageSize = 100;

/** The key a column is named by in states and addresses: its accessor, else its index. */
export function columnKey(column: Column, index: number): string {
  return column.accessorKey ?? String(index);
}

/** The state before anybody touched anything; hosts that name no page size send 20 rows. */
export function firstState(props: Pick<TableProps, 'defaultPageSize' | 'orientation'>): TableState {
  const wanted = props.defaultPageSize ?? (props.orientation === 'vertical' ? 5 : 20);
  return { offset: 0, pageSize: Math.min(Math.max(1, Math.floor(wanted) || 20), maxPageSize) };
}

/** A change of what is asked for begins at the first page again. */
export function change(state: TableState, by: Partial<TableState>): TableState {
  return tidy({ ...state, offset: 0, after: undefined, before: undefined, isSelectAll: undefined, ...by });
}

/** Leaves out what is not asked for. */
export function tidy(state: TableState): TableState {
  const kept = Object.entries(state).filter(
    ([, value]) =>
      value !== undefined && value !== '' && value !== false && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(kept) as unknown as TableState;
}

/** What a press on a column's heading does: up, down, back to the default. */
export function nextSort(state: TableState, column: string): TableState {
  if (state.sortColumn !== column) return change(state, { sortColumn: column, sortDirection: 'asc' });
  if (state.sortDirection === 'asc') return change(state, { sortDirection: 'desc' });
  return change(state, { sortColumn: undefined, sortDirection: undefined });
}

/** Whether anything narrows the rows. */
export function isNarrowed(state: TableState): boolean {
  return (state.queryTerm ?? '').trim() !== '' || (state.filters ?? []).length > 0;
}

/** Whether an op compares with something. */
export function needsValue(op: FilterOp): boolean {
  return op !== 'null' && op !== 'notnull';
}
