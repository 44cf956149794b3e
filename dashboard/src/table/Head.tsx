import type { KeyboardEvent, MouseEvent } from 'react';
import type { Translate } from '../text/t';
import { Icon } from '../ui/Icon';
import styles from './Table.module.css';
import { columnKey, nextSort, sortsOf } from './model';
import type { Column, TableProps, TableState } from './model';

interface HeadProps {
  table: TableProps;
  columns: readonly Column[];
  numeric: readonly boolean[];
  state: TableState;
  ask: (state: TableState) => void;
  t: Translate;
}

/** Whether people may sort by a column. Hosts that say nothing allow it. */
export function isSortable(table: TableProps, column: Column): boolean {
  return table.isSortable !== false && column.sortable !== false;
}

/** The headings. Each that sorts is a button: up, down, back to the default. */
export function Headings({ table, columns, numeric, state, ask, t }: HeadProps) {
  const sorts = sortsOf(state);
  return columns.map((column, index) => {
    const key = columnKey(column, index);
    const place = sorts.findIndex((sort) => sort.column === key);
    const direction = sorts[place]?.direction;
    const sorted = direction && (direction === 'desc' ? 'descending' : 'ascending');
    return (
      <th
        key={key}
        scope="col"
        aria-sort={sorted}
        className={numeric[index] ? styles.end : undefined}
        style={widthOf(column)}
      >
        {isSortable(table, column) ? (
          <button
            type="button"
            className={styles.sort}
            onClick={(event) => ask(nextSort(state, key, event.shiftKey))}
            title={t('table.sort')}
          >
            {column.label}
            <span className={styles.arrow} data-sorted={sorted}>
              <Icon name={sorted ? (sorted === 'descending' ? 'down' : 'up') : 'sort'} size={14} />
              {sorts.length > 1 && place >= 0 && <small>{place + 1}</small>}
            </span>
          </button>
        ) : (
          column.label
        )}
      </th>
    );
  });
}

/** A width that a host asks for holds against what is in the cells. */
export function widthOf({ width }: Column) {
  return width ? { inlineSize: width, minInlineSize: width, maxInlineSize: width } : undefined;
}

/** Opens what a row leads to, unless something inside it was meant or text is being selected. */
export function openRow(event: MouseEvent<HTMLElement>): void {
  if ((event.target as Element).closest('a, button, input, label, [role="menu"]')) return;
  if (getSelection()?.isCollapsed === false) return;
  const link = event.currentTarget.querySelector<HTMLAnchorElement>('a[data-row]');
  if (!link) return;
  if (event.metaKey || event.ctrlKey || event.button === 1) window.open(link.href, '_blank', 'noopener');
  else link.click();
}

/** Moves between rows with arrows or j and k, opens with Enter, ticks with x. */
export function rowKeys(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target as HTMLElement;
  if (target.closest('[role="menu"], [role="dialog"]')) return;
  const row = target.closest<HTMLElement>('[data-key]');
  if (!row) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-key]')];
  const to = (step: number) => rows[rows.indexOf(row) + step]?.focus();
  const inRow = target === row;
  const act: Record<string, () => void> = {
    ArrowDown: () => to(1),
    j: () => to(1),
    ArrowUp: () => to(-1),
    k: () => to(-1),
    x: () => row.querySelector<HTMLInputElement>('input[data-tick]')?.click(),
    '.': () => row.querySelector<HTMLButtonElement>('[aria-haspopup="menu"]')?.click(),
    ...(inRow ? { Enter: () => row.querySelector<HTMLAnchorElement>('a[data-row]')?.click() } : {}),
  };
  const action = act[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}
