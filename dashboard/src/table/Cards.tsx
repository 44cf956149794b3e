import type { Translate } from '../text/t';
import { hrefOf } from '../wire/address';
import styles from './Cards.module.css';
import { Cell } from './Cell';
import { Clip } from './Clip';
import { RowLink, RowMenu, pressRow, rowNames } from './TableRow';
import type { Ticking } from './TableRow';
import { Tick } from './Tick';
import { cellOf, titleColumn } from './cell';
import type { Column, Row } from './model';

interface CardsProps {
  rows: readonly Row[];
  columns: readonly Column[];
  numeric: readonly boolean[];
  ticking: Ticking | undefined;
  isTicked: (key: string) => boolean;
  /** All columns with their labels, as for a vertical table. */
  full?: boolean;
  label: string;
  t: Translate;
}

/** Rows as cards, for phones: what it is, its state at the end, a few more lines. */
export function Cards(props: CardsProps) {
  const { rows, columns, ticking, isTicked, label, t } = props;
  const names = rowNames(rows, columns, t);
  return (
    <ul className={styles.cards} aria-label={label}>
      {rows.map((row, index) => (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- its link and box are for keys
        <li
          key={row.key}
          data-key={row.key}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- cards are moved between by keys
          tabIndex={index === 0 ? 0 : -1}
          className={styles.card}
          data-ticked={isTicked(row.key) || undefined}
          onClick={(event) => pressRow(event, row, ticking)}
        >
          <Card {...props} row={row} name={names[index] ?? row.key} />
        </li>
      ))}
    </ul>
  );
}

function Card(props: CardsProps & { row: Row; name: string }) {
  const { row, name, columns, numeric, ticking, isTicked, full, t } = props;
  const { title, status, rest } = layout(columns, (ticking && !ticking.opens) || !opens(row));
  const draw = (index: number, inLink = false) => {
    const column = columns[index];
    return column && <Cell cell={cellOf(row, column, index)} {...{ column, inLink, t }} />;
  };
  return (
    <>
      {ticking && <Tick row={row} name={name} ticking={ticking} ticked={isTicked(row.key)} t={t} />}
      <div className={styles.body}>
        <div className={styles.title}>
          <Clip name={columns[title]?.label ?? name} lines={2} t={t}>
            <RowLink row={row}>{draw(title, hrefOf(row) !== undefined)}</RowLink>
          </Clip>
        </div>
        {!full && status >= 0 && <div className={styles.status}>{draw(status)}</div>}
        {full ? (
          <dl className={styles.fields}>
            {columns.map((column, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- columns may repeat
              <div key={index} hidden={index === title}>
                <dt>{column.label}</dt>
                <dd>{draw(index)}</dd>
              </div>
            ))}
          </dl>
        ) : (
          rest.map((index) => (
            <div key={index} className={numeric[index] ? `${styles.line} ${styles.number}` : styles.line}>
              <Clip name={columns[index]?.label ?? name} lines={2} t={t}>
                <span className={styles.label}>{columns[index]?.label}</span> {draw(index)}
              </Clip>
            </div>
          ))
        )}
      </div>
      {row.menu && <RowMenu row={row} name={name} t={t} />}
    </>
  );
}

/** Whether a click shows the rest of a row elsewhere. */
const opens = (row: Row) => Boolean(row.route || row.url);

/** How many columns stand below the title of a card, where the host does not say more. */
const few = 3;

/** Which columns a card shows: a few, or all where they are seen nowhere else. */
function layout(columns: readonly Column[], all: boolean): { title: number; status: number; rest: number[] } {
  const title = titleColumn(columns);
  const status = columns.findIndex(
    (column, index) => index !== title && (column.type === 'enum' || column.colors !== undefined),
  );
  const rest = columns.map((_, index) => index).filter((index) => index !== title && index !== status);
  if (all) return { title, status, rest };
  const always = rest.filter((index) => columns[index]?.onCards);
  const room = Math.max(0, few - always.length);
  const others = rest.filter((index) => !columns[index]?.onCards).slice(0, room);
  return { title, status, rest: rest.filter((index) => always.includes(index) || others.includes(index)) };
}
