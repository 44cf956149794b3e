import { useRef } from 'react';
import type { Translate } from '../text/t';
import { useDelayed } from '../ui/useDelayed';
import { GridCard } from './GridCard';
import type { Card } from './GridCard';
import styles from './Grid.module.css';
import { rowKeys } from './Head';
import { Pager } from './Pager';
import type { CountWords } from './Pager';
import { SearchBox } from '../ui/SearchBox';
import { EmptyRows, FailedRow } from './States';
import frame from './Table.module.css';
import toolbar from './Toolbar.module.css';
import { change } from './model';
import type { TableProps, TableState } from './model';
import { viewOf } from './rows';
import { useTurn } from './useTurn';

const cardWords: CountWords = { perPage: 'grid.perPage', none: 'grid.none', all: 'grid.cards' };

/** Props of DISPLAY_GRID, additions included. */
export interface GridProps extends Omit<TableProps, 'data' | 'columns'> {
  data?: { key: string; data: Card; filterValue?: string }[];
  /** How wide a card is about, in pixels. */
  idealColumnWidth?: number;
}

interface Props {
  id: string;
  label: string;
  describedBy?: string;
  grid: GridProps;
  /** The same as rows. */
  table: TableProps;
  state: TableState;
  ask: (state: TableState) => void;
  local: boolean;
  stale: boolean;
  error?: string;
  t: Translate;
}

/** Cards side by side, as many as there is room for. */
export function Grid({ id, label, describedBy, grid, table, state, ask, local, stale, error, t }: Props) {
  const late = useDelayed(stale, 150);
  const box = useRef<HTMLDivElement>(null);
  const turn = useTurn(box, stale, ask);
  const view = viewOf(table, state, local);
  const unknown = stale && grid.totalRecords === undefined;
  const first = (grid.data ?? []).length === 0 && (grid.loading === true || unknown);
  const failed = error !== undefined;
  const none = !first && view.rows.length === 0;
  const width = Math.max(100, grid.idealColumnWidth ?? 240);
  return (
    <div className={frame.frame}>
      {grid.isFilterable !== false && (
        <div className={toolbar.toolbar}>
          <SearchBox
            term={state.queryTerm ?? ''}
            onSearch={(queryTerm) => ask(change(state, { queryTerm }))}
            busy={late}
            label={t('table.searchIn', { label })}
            placeholder={t('table.search')}
          />
        </div>
      )}
      {failed && <FailedRow message={error} retry={() => ask(state)} t={t} />}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- cards inside have the focus */}
      <div
        ref={box}
        className={frame.box}
        data-late={late || undefined}
        aria-busy={stale || grid.loading}
        onKeyDown={rowKeys}
      >
        <div className={frame.bar} aria-hidden="true" />
        {first && <p className="hide">{t('grid.loading')}</p>}
        {(first || view.rows.length > 0) && (
          <ul
            className={styles.grid}
            style={{ gridTemplateColumns: `repeat(auto-fill, minmax(min(${width}px, 100%), 1fr))` }}
            aria-label={label || t('grid.label')}
            aria-describedby={describedBy}
          >
            {first
              ? Array.from({ length: Math.min(8, state.pageSize) }, (_, index) => (
                  <li className={styles.place} key={index} aria-hidden="true" />
                ))
              : view.rows.map((row, index) => (
                  <GridCard key={row.key} name={row.key} card={row.data as Card} first={index === 0} t={t} />
                ))}
          </ul>
        )}
        {none && !failed && <EmptyRows state={state} ask={ask} stale={stale} t={t} />}
      </div>
      {!grid.loading && !(failed && none) && (
        <Pager {...{ id, label, table, view, state, turn, ask, t }} busy={stale} words={cardWords} />
      )}
    </div>
  );
}
