import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import type { TableState } from './model';

/** Turns a page; once its rows are here the first of them gets the focus. */
export function useTurn(
  box: RefObject<HTMLDivElement | null>,
  stale: boolean,
  ask: (state: TableState) => void,
) {
  const turned = useRef(false);
  useEffect(() => {
    if (stale || !turned.current) return;
    turned.current = false;
    box.current?.querySelector<HTMLElement>('[data-key]')?.focus();
  });
  return (state: TableState) => {
    turned.current = true;
    ask(state);
  };
}
