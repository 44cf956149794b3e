import type { Translate } from '../text/t';
import { Headings } from './Head';
import styles from './Table.module.css';
import { TableRow, rowNames } from './TableRow';
import type { Ticking } from './TableRow';
import { TickAll } from './Tick';
import type { Column, Row, TableProps, TableState } from './model';
import { pageState } from './selection';
import type { Selection } from './selection';

interface Props {
  label: string;
  describedBy?: string;
  table: TableProps;
  rows: readonly Row[];
  columns: readonly Column[];
  numeric: readonly boolean[];
  state: TableState;
  ask: (state: TableState) => void;
  ticking: Ticking | undefined;
  isTicked: (key: string) => boolean;
  /** Ticks this page; absent where that is more than may be chosen. */
  tickPage?: () => void;
  selection?: Selection;
  t: Translate;
}

/** Headings and rows in a box that scrolls; headings and the first column stay. */
export function Body(props: Props) {
  const {
    label,
    describedBy,
    table,
    rows,
    columns,
    numeric,
    state,
    ask,
    ticking,
    isTicked,
    tickPage,
    selection,
    t,
  } = props;
  const hasMenu = rows.some((row) => (row.menu ?? []).length > 0);
  const keys = rows.map((row) => row.key);
  const names = rowNames(rows, columns, t);
  return (
    <section
      className={styles.scroll}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls is reached by keys
      tabIndex={0}
      aria-label={label || t('table.label')}
      aria-describedby={describedBy}
    >
      <table className={styles.table} aria-label={label || t('table.label')}>
        <thead>
          <tr>
            {ticking && (
              <th scope="col" className={styles.tick}>
                {tickPage && selection ? (
                  <TickAll
                    state={pageState(selection, keys)}
                    disabled={ticking.disabled}
                    toggle={tickPage}
                    t={t}
                  />
                ) : (
                  <span className="hide">{t('table.chosen')}</span>
                )}
              </th>
            )}
            <Headings {...{ table, columns, numeric, state, ask, t }} />
            {hasMenu && (
              <th scope="col" className={styles.menu}>
                <span className="hide">{t('table.actions')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <TableRow
              key={row.key}
              name={names[index] ?? row.key}
              {...{ row, columns, numeric, ticking, hasMenu, t }}
              ticked={isTicked(row.key)}
              first={index === 0}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}
