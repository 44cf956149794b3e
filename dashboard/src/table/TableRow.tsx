import { memo } from 'react';
import type { MouseEvent } from 'react';
import type { Translate } from '../text/t';
import { Menu } from '../ui/Menu';
import { hrefOf } from '../wire/address';
import { Cell } from './Cell';
import { Clip } from './Clip';
import { openRow, widthOf } from './Head';
import { Tick } from './Tick';
import styles from './Table.module.css';
import { cellOf, cellText, titleColumn } from './cell';
import type { CellValue } from './cell';
import type { Column, Row } from './model';

/** How a row is ticked; absent where nothing can be selected. */
export interface Ticking {
  single: boolean;
  disabled: boolean;
  name: string;
  /** A press on the row opens it; only its box ticks it. */
  opens?: boolean;
  toggle: (key: string, range: boolean) => void;
}

interface RowProps {
  row: Row;
  name: string;
  columns: readonly Column[];
  numeric: readonly boolean[];
  ticking: Ticking | undefined;
  ticked: boolean;
  first: boolean;
  hasMenu: boolean;
  t: Translate;
}

/** One row. It is drawn again only when its own data or its tick changes. */
export const TableRow = memo(function TableRow(props: RowProps) {
  const { row, name, columns, numeric, ticking, ticked, first, hasMenu, t } = props;
  const link = linkColumn(row, columns);
  const press = (event: MouseEvent<HTMLElement>) => pressRow(event, row, ticking);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- its link and box are for keys
    <tr
      data-key={row.key}
      tabIndex={first ? 0 : -1}
      aria-selected={ticking ? ticked : undefined}
      data-open={hrefOf(row) !== undefined || (ticking && !ticking.opens) || undefined}
      onClick={press}
      onAuxClick={(event) => event.button === 1 && openRow(event)}
    >
      {ticking && (
        <td className={styles.tick}>
          <Tick row={row} name={name} ticking={ticking} ticked={ticked} t={t} />
        </td>
      )}
      {columns.map((column, index) => {
        const cell = cellOf(row, column, index);
        const inLink = index === link;
        const content = <Cell {...{ cell, column, inLink, t }} />;
        const linked = inLink ? <RowLink row={row}>{content}</RowLink> : content;
        const text = cellText(cell, column, t);
        return (
          // oxlint-disable-next-line react/no-array-index-key -- columns may repeat
          <td
            key={index}
            className={numeric[index] ? styles.end : undefined}
            style={widthOf(column)}
            title={text.length > 40 ? text : undefined}
          >
            {mayBeCut(cell, text) ? (
              <Clip name={column.label} t={t}>
                {linked}
              </Clip>
            ) : (
              linked
            )}
          </td>
        );
      })}
      {hasMenu && (
        <td className={styles.menu}>
          <RowMenu row={row} name={name} t={t} />
        </td>
      )}
    </tr>
  );
});

/** Whether a text may be wider than a column gets: the others are not measured. */
function mayBeCut(cell: CellValue, text: string): boolean {
  return text.length > 20 && !cell.picture;
}

/** A press on the row: ticks it where rows are chosen, else opens it. */
export function pressRow(event: MouseEvent<HTMLElement>, row: Row, ticking: Ticking | undefined): void {
  if (!ticking || ticking.opens) return openRow(event);
  if ((event.target as Element).closest('a, button, input, label, [role="menu"]') || ticking.disabled) return;
  if (!event.shiftKey && getSelection()?.isCollapsed === false) return;
  ticking.toggle(row.key, event.shiftKey);
}

/** The anchor that a row is opened by. */
export function RowLink({ row, children }: { row: Row; children: React.ReactNode }) {
  const href = hrefOf(row);
  return href === undefined ? (
    children
  ) : (
    <a href={href} data-row className={styles.rowLink}>
      {children}
    </a>
  );
}

/** The column that carries the row's link: the first whose cell leads nowhere itself. */
export function linkColumn(row: Row, columns: readonly Column[]): number {
  if (hrefOf(row) === undefined) return -1;
  return columns.findIndex((column, index) => !cellOf(row, column, index).target && column.type !== 'link');
}

/** What a row is called: its name, else what its title column says. */
export function rowName(row: Row, columns: readonly Column[], t: Translate): string {
  if (row.name) return row.name;
  const index = titleColumn(columns);
  const column = columns[index];
  return column ? cellText(cellOf(row, column, index), column, t) : row.key;
}

/** What the rows of a page are called, each in a way of its own: by its key or, without a name, its number. */
export function rowNames(rows: readonly Row[], columns: readonly Column[], t: Translate): string[] {
  const names = rows.map((row) => rowName(row, columns, t));
  const seen = new Map<string, number>();
  for (const name of names) seen.set(name, (seen.get(name) ?? 0) + 1);
  return names.map((name, index) => {
    if (seen.get(name) === 1) return name;
    const row = rows[index];
    return `${name} (${row?.name ? row.key : index + 1})`;
  });
}

/** The menu at the end of a row. */
export function RowMenu({ row, name, t }: { row: Row; name: string; t: Translate }) {
  const entries = (row.menu ?? []).map((item, index) => {
    const href = item.disabled ? undefined : hrefOf(item);
    return {
      key: String(index),
      label: item.label,
      danger: item.theme === 'danger',
      disabled: href === undefined,
      href,
      over: item.over,
    };
  });
  if (entries.length === 0) return null;
  return (
    <Menu label={t('table.menuOf', { name })} icon="more" iconOnly small theme="plain" entries={entries} />
  );
}
