import { useState } from 'react';
import type { RendererProps } from '../io/types';
import type { TextKey, Translate } from '../text/t';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { Menu } from '../ui/Menu';
import type { Place } from '../ui/place';
import { ColumnMenu } from './ColumnMenu';
import { ExportMenu } from './ExportMenu';
import { FilterEditor } from './FilterEditor';
import { isSortable } from './Head';
import { SearchBox } from '../ui/SearchBox';
import { ViewMenu } from './ViewMenu';
import styles from './Toolbar.module.css';
import type { ColumnChoice } from './columns';
import { filterText, findColumn } from './filters';
import { change, columnKey } from './model';
import type { Column, Filter, TableProps, TableState } from './model';

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
  /** Where states can be kept by a name; absent elsewhere. */
  place?: Place;
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
          label={t('table.searchIn', { label })}
          placeholder={t('table.search')}
        />
      )}
      {props.place && table.isFilterable !== false && (
        <ViewMenu place={props.place} hidden={props.choice?.hidden} {...{ label, table, state, t }} />
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
        <ExportMenu
          exports={table.exports ?? []}
          state={state}
          columns={
            props.choice && props.choice.hidden.size > 0
              ? columns.map(columnKey).filter((key) => !props.choice?.hidden.has(key))
              : undefined
          }
          save={props.save}
          t={t}
        />
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

type Order = 'number' | 'text' | 'time';

const orders: Record<Order, Record<'asc' | 'desc', TextKey>> = {
  number: { asc: 'table.sortUp', desc: 'table.sortDown' },
  text: { asc: 'table.sortAZ', desc: 'table.sortZA' },
  time: { asc: 'table.sortOld', desc: 'table.sortNew' },
};

function kindOf({ type }: Column): Order {
  if (type === 'date' || type === 'datetime') return 'time';
  return type === 'text' || type === 'enum' || type === 'link' ? 'text' : 'number';
}

function SortMenu({ table, state, ask, t }: Props) {
  const columns = (table.columns ?? []).map((column, index) => ({ column, key: columnKey(column, index) }));
  const entries = columns
    .filter(({ column }) => isSortable(table, column))
    .flatMap(({ column, key }) =>
      (['asc', 'desc'] as const).map((sortDirection) => ({
        key: `${key}:${sortDirection}`,
        label: t(orders[kindOf(column)][sortDirection], { column: column.label }),
        checked: state.sortColumn === key && state.sortDirection === sortDirection,
        onSelect: () => ask(change(state, { sortColumn: key, sortDirection, thenBy: undefined })),
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
