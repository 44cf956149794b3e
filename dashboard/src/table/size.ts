import { memoryKey } from './columns';
import { columnKey, firstState, maxPageSize } from './model';
import type { TableProps, TableState } from './model';

// How many rows somebody wants on a page of a table, remembered in this browser.

const place = (label: string, table: TableProps) =>
  `size ${memoryKey(label, (table.columns ?? []).map(columnKey))}`;

/** Remembers the size of a page where it has changed. */
export function keepSize(label: string, table: TableProps, before: TableState, now: TableState): void {
  if (before.pageSize === now.pageSize) return;
  try {
    localStorage.setItem(place(label, table), String(now.pageSize));
  } catch {
    // Without storage it lasts as long as the screen.
  }
}

/** What a table begins with where somebody wanted another size before; else undefined. */
export function keptState(label: string, table: TableProps): TableState | undefined {
  const first = firstState(table);
  try {
    const size = Number(localStorage.getItem(place(label, table)));
    if (!Number.isInteger(size) || size < 1 || size > maxPageSize || size === first.pageSize)
      return undefined;
    return { ...first, pageSize: size };
  } catch {
    return undefined; // storage is off
  }
}
