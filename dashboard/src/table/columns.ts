import { useMemo, useState } from 'react';
import { columnKey } from './model';
import type { Column } from './model';

/** Which columns of a table a person sees. */
export interface ColumnChoice {
  /** The columns on screen, in the host's order, with the keys they had among all. */
  shown: Column[];
  hidden: ReadonlySet<string>;
  toggle: (key: string) => void;
  showAll: () => void;
}

/** Columns that are hidden by what is open, and not by the person's habit. */
export interface OwnColumns {
  hidden: string[];
  hide: (hidden: string[]) => void;
}

const prefix = 'table.columns ';

/** What one table is remembered by: what it is called, and its columns. */
export function memoryKey(label: string, keys: readonly string[]): string {
  return prefix + JSON.stringify([label, ...keys]);
}

function remembered(key: string, usual: string[]): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return Array.isArray(kept) ? kept.filter((each) => typeof each === 'string') : usual;
  } catch {
    return usual; // storage is off, or holds something else
  }
}

function remember(key: string, hidden: readonly string[], usual: readonly string[]): void {
  try {
    if (JSON.stringify(hidden) === JSON.stringify(usual)) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(hidden));
  } catch {
    // Without storage the choice lasts as long as the screen.
  }
}

/**
 * The columns that a person has left, remembered for each table in this browser.
 * A view that is open has its own.
 */
export function useColumnChoice(label: string, columns: readonly Column[], own?: OwnColumns): ColumnChoice {
  const keys = useMemo(() => columns.map(columnKey), [columns]);
  const usual = useMemo(() => keys.filter((_, index) => columns[index]?.hidden), [columns, keys]);
  const place = memoryKey(label, keys);
  const [kept, setKept] = useState<{ place: string; hidden: string[] }>();
  const signature = JSON.stringify(
    own?.hidden ?? (kept?.place === place ? kept.hidden : remembered(place, usual)),
  );
  const hidden = useMemo(() => hiddenOf(signature, keys), [signature, keys]);
  const shown = useMemo(
    () =>
      columns.flatMap((column, index) => {
        const key = keys[index] ?? '';
        return hidden.has(key) ? [] : [{ ...column, accessorKey: key }];
      }),
    [columns, keys, hidden],
  );
  const set = (next: string[]) => {
    if (next.length === keys.length) return;
    if (own) {
      own.hide(next);
      return;
    }
    remember(place, next, usual);
    setKept({ place, hidden: next });
  };
  const toggle = (key: string) =>
    set(hidden.has(key) ? [...hidden].filter((each) => each !== key) : [...hidden, key]);
  return { shown, hidden, toggle, showAll: () => set([]) };
}

/** Those of the remembered columns that there are; a table without any column helps nobody. */
function hiddenOf(signature: string, keys: readonly string[]): ReadonlySet<string> {
  const wanted = new Set<string>(JSON.parse(signature) as string[]);
  const hidden = new Set(keys.filter((key) => wanted.has(key)));
  return hidden.size === keys.length ? new Set() : hidden;
}
