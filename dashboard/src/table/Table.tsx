import { useRef } from 'react';
import { useSearch } from 'wouter';
import type { RendererProps } from '../io/types';
import type { Translate } from '../text/t';
import type { Place } from '../ui/place';
import { useDelayed } from '../ui/useDelayed';
import { useMedia } from '../ui/useMedia';
import { Body } from './Body';
import { BulkBar } from './BulkBar';
import { Cards } from './Cards';
import { rowKeys } from './Head';
import { Pager } from './Pager';
import { SelectionBar } from './SelectionBar';
import { EmptyRows, FailedRow, SkeletonRows } from './States';
import styles from './Table.module.css';
import type { Ticking } from './TableRow';
import { Toolbar } from './Toolbar';
import { isNumeric } from './cell';
import { useLinked } from './linked';
import { useColumnChoice } from './columns';
import type { OwnColumns } from './columns';
import { tidy } from './model';
import type { TableProps, TableState } from './model';
import { viewOf, withoutRows } from './rows';
import { pageFits, togglePage } from './selection';
import { useBulk } from './useBulk';
import { useTurn } from './useTurn';
import { addressed, hiding } from './viewAddress';
import type { Selection } from './selection';

/** The rows that are chosen, where rows can be. */
export interface Selecting {
  selection: Selection;
  set: (selection: Selection) => void;
  ticking: Ticking;
  selectAll?: () => void;
}

interface Props {
  id: string;
  label: string;
  describedBy?: string;
  table: TableProps;
  state: TableState;
  ask: (state: TableState) => void;
  /** Nobody can be asked: what is here is searched and sorted here. */
  local: boolean;
  /** The rows do not answer the state yet. */
  stale: boolean;
  /** Why the rows that were asked for last could not be had. */
  error?: string;
  selecting?: Selecting;
  save?: RendererProps['save'];
  /** Where its state stands in the address, so that it can be kept by a name. */
  place?: Place;
  t: Translate;
}

/** The one table: of displays, selections and lists of records. */
export function Table(props: Props) {
  const { id, label, describedBy, state, ask, local, stale, error, save, t } = props;
  const place = local ? undefined : props.place;
  const choice = useColumnChoice(label, props.table.columns ?? [], useOwnColumns(place));
  const table = props.table;
  const narrow = useMedia('(max-width: 720px)');
  const late = useDelayed(stale, 150);
  const box = useRef<HTMLDivElement>(null);
  const turn = useTurn(box, stale, ask);
  const columns = choice.shown;
  const actions = local ? [] : (table.bulk ?? []);
  const failed = error !== undefined;
  const found = viewOf(table, state, local);
  found.rows = useLinked(found.rows, table, state);
  // Rows that do not answer what was asked are not to be chosen for it.
  const view = failed && (props.selecting || actions.length > 0) ? withoutRows(found) : found;
  const first = view.rows.length === 0 && (table.loading === true || (stale && columns.length === 0));
  const numeric = columns.map((column, index) => isNumeric(column, view.rows, index));
  const page = view.rows.map((row) => row.key);
  const bulk = useBulk(id, state, page);
  const selecting: Selecting | undefined = props.selecting ?? (actions.length > 0 ? bulk : undefined);
  const shape = { rows: view.rows, columns, numeric, ticking: selecting?.ticking, label, t };
  const isTicked = (key: string) => selecting?.selection.keys.has(key) ?? false;
  const vertical = table.orientation === 'vertical';
  const none = !first && view.rows.length === 0;
  return (
    <div className={styles.frame}>
      <Toolbar
        {...{ label, table, state, ask, narrow, save, t }}
        choice={columns.length > 1 || choice.hidden.size > 0 ? choice : undefined}
        place={place}
        canFilter={!local}
        busy={late}
      />
      {actions.length > 0 && bulk.selection.keys.size > 0 && (
        <BulkBar
          {...{ actions, page, state, t }}
          {...bulk}
          total={view.total}
          estimate={view.estimate}
          most={table.bulkMost}
        />
      )}
      {props.selecting && selecting && !selecting.ticking.single && (
        <SelectionBar
          selection={selecting.selection}
          page={page}
          min={table.minSelections}
          max={table.maxSelections}
          total={view.total}
          selectAll={selecting.selectAll}
          clear={selecting.ticking.disabled ? undefined : () => selecting.set({ keys: new Set() })}
          busy={stale && state.isSelectAll === true}
          t={t}
        />
      )}
      {failed && (
        <FailedRow message={error} retry={() => ask(tidy({ ...state, isSelectAll: undefined }))} t={t} />
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- rows inside have the focus */}
      <div
        ref={box}
        className={styles.box}
        data-late={late || undefined}
        aria-busy={stale || table.loading}
        onKeyDown={rowKeys}
      >
        <div className={styles.bar} aria-hidden="true" />
        {first && <SkeletonRows count={Math.min(state.pageSize, 10)} label={t('table.loading')} />}
        {!first && view.rows.length > 0 && (narrow || vertical) && (
          <Cards {...shape} isTicked={isTicked} full={vertical} />
        )}
        {!first && view.rows.length > 0 && !narrow && !vertical && (
          <Body
            {...shape}
            {...{ id, table, state, ask, describedBy, isTicked }}
            tickPage={
              selecting &&
              !selecting.ticking.single &&
              pageFits(selecting.selection, page, table.maxSelections)
                ? () => selecting.set(togglePage(selecting.selection, page))
                : undefined
            }
            selection={selecting?.selection}
          />
        )}
        {none && !failed && <EmptyRows state={state} ask={ask} stale={stale} t={t} />}
      </div>
      {!table.loading && !(failed && none) && (
        <Pager {...{ id, label, table, view, state, turn, ask, t }} busy={stale} />
      )}
    </div>
  );
}

/** The columns that the address hides, where it decides. */
function useOwnColumns(place: Place | undefined): OwnColumns | undefined {
  const { hidden } = addressed(useSearch(), place?.prefix ?? '');
  if (!place || !hidden) return undefined;
  return {
    hidden,
    hide: (next) => {
      const query = hiding(location.search, place.prefix, next);
      history.replaceState(history.state, '', `${location.pathname}?${query}`);
    },
  };
}
