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
  /** What people read of an enum's values. */
  labels?: Record<string, string>;
  /** How numbers and moments are written. */
  format?: string;
  /** In pixels. */
  width?: number;
  /** On every card of a phone, which has room for a few columns. */
  onCards?: boolean;
  /** Not on the screen before somebody chooses it. */
  hidden?: boolean;
}

export interface RowMenuItem {
  label: string;
  theme?: string;
  route?: string;
  url?: string;
  params?: Params;
  disabled?: boolean;
  /** Opens in a drawer over the page. */
  over?: boolean;
}

export interface Row {
  key: string;
  /** What people call it. */
  name?: string;
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
  /** The first rows are on their way. */
  loading?: boolean;
  isAsync?: boolean;
  orientation?: 'horizontal' | 'vertical';
  isSortable?: boolean;
  isFilterable?: boolean;
  defaultPageSize?: number;
  helpText?: string;
  helpHtml?: string;
  nextCursor?: string;
  prevCursor?: string;
  totalIsEstimate?: boolean;
  selectedKeys?: string[];
  /** Why the rows that were asked for last are not there, where rows are chosen. */
  unavailable?: string;
  minSelections?: number;
  maxSelections?: number;
  disabled?: boolean | string;
  /** The kinds of file that all matching rows can be had as. */
  exports?: { format: string; label: string }[];
  /** What can be started with rows that are ticked, or with all that match. */
  bulk?: RowMenuItem[];
  /** How many rows that takes at once. */
  bulkMost?: number;
  /** The views of its states are not shared. */
  ownViews?: boolean;
  /** The parameter of a row's link that says how the table is looked at. */
  stateParam?: string;
}

export type FilterOp =
  'eq' | 'ne' | 'contains' | 'starts' | 'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'within' | 'null' | 'notnull';

/** One condition, as SET_STATE carries it. Money is in minor units; op "in" has an array. */
export interface Filter {
  column: string;
  op: FilterOp;
  value?: unknown;
}

/** One column to sort by. */
export interface Sort {
  column: string;
  direction: Direction;
}

/** The columns a state sorts by, the first one first. */
export function sortsOf({ sortColumn, sortDirection, thenBy }: TableState): Sort[] {
  if (sortColumn === undefined) return [];
  return [{ column: sortColumn, direction: sortDirection ?? 'asc' }, ...(thenBy ?? [])];
}

/** The part of a state that sorts by these columns. */
export function sortedBy([first, ...thenBy]: Sort[]): Partial<TableState> {
  return { sortColumn: first?.column, sortDirection: first?.direction, thenBy };
}

/** The most columns that a list is sorted by. */
const mostSorts = 3;

/** What SET_STATE carries. What is not asked for is absent: hosts refuse empty words. */
export interface TableState {
  queryTerm?: string;
  sortColumn?: string;
  sortDirection?: Direction;
  /** Further columns to sort by. */
  thenBy?: Sort[];
  offset: number;
  pageSize: number;
  filters?: Filter[];
  after?: string;
  before?: string;
  /** Of an export: the columns that are wanted; none is all. */
  columns?: string[];
  /** SELECT_TABLE only: asks for the keys of all matching rows. */
  isSelectAll?: boolean;
  /** Whose days those of the filters are. */
  zone?: string;
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

/** Leaves out what is not asked for, and says whose days filters mean. */
export function tidy(asked: TableState): TableState {
  const zone = asked.filters?.length ? new Intl.DateTimeFormat().resolvedOptions().timeZone : undefined;
  const state = { ...asked, zone };
  const kept = Object.entries(state).filter(
    ([, value]) =>
      value !== undefined && value !== '' && value !== false && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(kept) as unknown as TableState;
}

/** What a press on a column's heading does: up, down, back to the default. Added, it leaves the others. */
export function nextSort(state: TableState, column: string, add = false): TableState {
  const now = sortsOf(state);
  const at = now.findIndex((sort) => sort.column === column);
  const own = now[at];
  const next: Sort | undefined =
    own === undefined
      ? { column, direction: 'asc' }
      : own.direction === 'asc'
        ? { column, direction: 'desc' }
        : undefined;
  if (!add) {
    const only = now.length > 1 && own ? { column, direction: own.direction } : next;
    return change(state, sortedBy(only ? [only] : []));
  }
  if (own === undefined && now.length >= mostSorts) return state;
  const sorts =
    own === undefined ? [...now, next as Sort] : now.flatMap((sort) => (sort === own ? (next ?? []) : sort));
  return change(state, sortedBy(sorts));
}

/** Whether anything narrows the rows. */
export function isNarrowed(state: TableState): boolean {
  return (state.queryTerm ?? '').trim() !== '' || (state.filters ?? []).length > 0;
}

/** Whether an op compares with something. */
export function needsValue(op: FilterOp): boolean {
  return op !== 'null' && op !== 'notnull';
}
