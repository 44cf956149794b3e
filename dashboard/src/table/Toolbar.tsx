import { useState } from 'react';
import type { RendererProps } from '../io/types';
import type { Translate } from '../text/t';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { Menu } from '../ui/Menu';
import { ColumnMenu } from './ColumnMenu';
import { ExportMenu } from './ExportMenu';
import { FilterEditor } from './FilterEditor';
import { isSortable } from './Head';
import { SearchBox } from './SearchBox';
import styles from './Toolbar.module.css';
import type { ColumnChoice } from './columns';
import { filterText, findColumn } from './filters';
import { change, columnKey } from './model';
import type { Filter, TableProps, TableState } from './model';

interface Props {
  label: string;
  table: TableProps;
  state: TableState;
  ask: (state: TableState) => void;
  /** Only a host that can be asked filters by columns. */
  canFilter: boolean;
  narrow: boolean;
  busy: boolean;
  /** Which columns are hidden; absent where there is nothing to choose. */
  choice?: ColumnChoice;
  /** Has all matching rows saved as a file; absent where nobody can be asked. */
  save?: RendererProps['save'];
  t: Translate;
}

/** Search, filters as sentences, and on phones the order. */
export function Toolbar(props: Props) {
  const { label, table, state, ask, canFilter, narrow, busy, t } = props;
  const [editing, setEditing] = useState<{ column: string; filter?: Filter }>();
  const columns = table.columns ?? [];
  const filterable = canFilter
    ? columns
        .map((column, index) => ({ column, key: columnKey(column, index) }))
        .filter(({ column }) => column.filter)
    : [];
  const edited = editing && findColumn(columns, editing.column);
  const setFilters = (filters: Filter[]) => ask(change(state, { filters }));
  return (
    <div className={styles.toolbar}>
      {table.isFilterable !== false && (
        <SearchBox
          term={state.queryTerm ?? ''}
          onSearch={(queryTerm) => ask(change(state, { queryTerm }))}
          busy={busy}
          label={label}
          t={t}
        />
      )}
      {filterable.length > 0 && (
        <Menu
          label={t('table.filter')}
          icon="filter"
          align="start"
          entries={filterable.map(({ column, key }) => ({
            key,
            label: column.label,
            onSelect: () => setEditing({ column: key }),
          }))}
        />
      )}
      {narrow && <SortMenu {...props} />}
      {props.choice && <ColumnMenu columns={columns} choice={props.choice} t={t} />}
      {props.save && (table.exports ?? []).length > 0 && (
        <ExportMenu exports={table.exports ?? []} state={state} save={props.save} t={t} />
      )}
      <Chips
        {...props}
        edit={(filter) => setEditing({ column: filter.column, filter })}
        setFilters={setFilters}
      />
      {editing && edited && (
        <FilterEditor
          key={editing.column}
          column={edited}
          name={editing.column}
          filters={state.filters ?? []}
          onApply={(filters) => {
            setEditing(undefined);
            setFilters(filters);
          }}
          onClose={() => setEditing(undefined)}
          t={t}
        />
      )}
    </div>
  );
}

function SortMenu({ table, state, ask, t }: Props) {
  const columns = (table.columns ?? []).map((column, index) => ({ column, key: columnKey(column, index) }));
  const entries = columns
    .filter(({ column }) => isSortable(table, column))
    .flatMap(({ column, key }) =>
      (['asc', 'desc'] as const).map((sortDirection) => ({
        key: `${key}:${sortDirection}`,
        label: t(sortDirection === 'asc' ? 'table.sortUp' : 'table.sortDown', { column: column.label }),
        checked: state.sortColumn === key && state.sortDirection === sortDirection,
        onSelect: () => ask(change(state, { sortColumn: key, sortDirection })),
      })),
    );
  if (entries.length === 0) return null;
  return <Menu label={t('table.order')} icon="sort" align="start" entries={entries} />;
}

interface ChipsProps extends Props {
  edit: (filter: Filter) => void;
  setFilters: (filters: Filter[]) => void;
}

function Chips({ table, state, edit, setFilters, t }: ChipsProps) {
  const filters = state.filters ?? [];
  if (filters.length === 0) return null;
  return (
    <ul className={styles.chips} aria-label={t('table.filters')}>
      {filters.map((filter) => {
        const text = filterText(filter, table.columns ?? [], t);
        return (
          <li className={styles.chip} key={`${filter.column}.${filter.op}`}>
            <button type="button" className={styles.words} onClick={() => edit(filter)}>
              {text}
            </button>
            <button
              type="button"
              className={styles.remove}
              aria-label={t('table.removeFilter', { filter: text })}
              onClick={() => setFilters(filters.filter((other) => other !== filter))}
            >
              <Icon name="close" size={12} />
            </button>
          </li>
        );
      })}
      <li>
        <Button small theme="plain" onClick={() => setFilters([])}>
          {t('table.clearFilters')}
        </Button>
      </li>
    </ul>
  );
}
