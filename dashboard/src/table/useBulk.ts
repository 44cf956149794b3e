import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { selects } from './bulk';
import type { TableState } from './model';
import { selectionOf, toggle, toggleRange } from './selection';
import type { Selection } from './selection';

/** The rows that are ticked in a table whose rows can be worked on together. */
export function useBulk(id: string, state: TableState, order: readonly string[]) {
  const [selection, setSelection] = useState<Selection>(selectionOf);
  const [taken, setTaken] = useState<string>();
  const wanted = selects(state);
  const all = taken === wanted;
  const press = (key: string, range: boolean) => {
    const from = all ? selectionOf(order) : selection;
    setTaken(undefined);
    setSelection(range ? toggleRange(from, key, order) : toggle(from, key));
  };
  const latest = useRef(press);
  useEffect(() => {
    latest.current = press;
  });
  const toggleKey = useCallback((key: string, range: boolean) => latest.current(key, range), []);
  const ticking = useMemo(
    () => ({ single: false, disabled: false, name: `${id}-rows`, opens: true, toggle: toggleKey }),
    [id, toggleKey],
  );
  return {
    selection: all ? selectionOf(order) : selection,
    set: (next: Selection) => {
      setTaken(undefined);
      setSelection(next);
    },
    ticking,
    all,
    takeAll: () => setTaken(wanted),
    clear: () => {
      setTaken(undefined);
      setSelection(selectionOf());
    },
  };
}

export type Bulk = ReturnType<typeof useBulk>;
