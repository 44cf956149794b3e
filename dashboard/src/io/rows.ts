// The rows of a list while it is edited: pure functions.

import { listable, peekRenderer } from './registry';
import type { InputProps } from './props';
import type { IOComponent, Renderer } from './types';
import type { Translate } from '../text/t';

export interface ListProps extends InputProps {
  defaultValue?: unknown[] | null;
  /** What each value is: an input without a label. */
  each: { methodName: string; props?: Record<string, unknown> };
  minItems?: number;
  maxItems?: number;
}

/** One row: its value is that of the entry's field, undefined while it is blank. */
export interface Row {
  id: number;
  value?: unknown;
}

/** The renderer of the entries; of anything else, one that fails when it is drawn. */
export function entryRenderer({ props }: IOComponent<ListProps>): Renderer {
  const method = props.each?.methodName ?? '';
  return (listable.includes(method) ? peekRenderer(method) : undefined) ?? noEntry;
}

const noEntry: Renderer = {
  default: ({ component }) => {
    throw new Error(`a list of ${component.methodName}`);
  },
};

/** The entry of a place, from 0, as a component of its own. */
export function entryComponent({ label, props }: IOComponent<ListProps>, place: number): IOComponent {
  return {
    methodName: props.each?.methodName ?? '',
    label: `${label} ${place + 1}`,
    isStateful: false,
    isOptional: false,
    isMultiple: false,
    props: props.each?.props ?? {},
  };
}

/** Rows with these values; without any there is a blank one to begin with. */
export function rowsOf(values: unknown[]): Row[] {
  return values.length > 0 ? values.map((value, index) => ({ id: index + 1, value })) : [{ id: 1 }];
}

/** The rows that are not blank, with their places. */
export function filled(component: IOComponent<ListProps>, rows: Row[] | undefined): [Row, number][] {
  const renderer = entryRenderer(component);
  return (rows ?? []).flatMap((row, place): [Row, number][] => {
    const of = entryComponent(component, place);
    const blank = renderer.isEmpty
      ? renderer.isEmpty(row.value, of)
      : row.value === undefined || row.value === null || row.value === '';
    return blank ? [] : [[row, place]];
  });
}

/** Rows with more of them after a place. */
export function inserted(rows: Row[], place: number, values: unknown[]): Row[] {
  let id = Math.max(0, ...rows.map((row) => row.id));
  const more = values.map((value): Row => ({ id: ++id, value }));
  return [...rows.slice(0, place + 1), ...more, ...rows.slice(place + 1)];
}

/** Rows with one a place further up (-1) or down (1); the same rows where there is no further. */
export function moved(rows: Row[], place: number, by: -1 | 1): Row[] {
  const row = rows[place];
  const other = rows[place + by];
  if (!row || !other) return rows;
  return rows.map((each, at) => (at === place ? other : at === place + by ? row : each));
}

/** How many there may be, as far as that is worth saying. */
export function limitsText(
  { minItems = 1, maxItems = 100 }: Pick<ListProps, 'minItems' | 'maxItems'>,
  t: Translate,
): string | undefined {
  const least = minItems > 1 ? t('io.entriesAtLeast', { count: minItems }) : undefined;
  const most = maxItems < 100 ? t('io.entriesAtMost', { count: maxItems }) : undefined;
  if (minItems === maxItems) return t('io.entriesExactly', { count: minItems });
  return [least, most].filter(Boolean).join(' ') || undefined;
}
