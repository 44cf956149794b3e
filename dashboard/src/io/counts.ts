import type { TextKey, Translate } from '../text/t';

/** "2 of 1–3 selected" */
export function countText(
  count: number,
  min: number | undefined,
  max: number | undefined,
  t: Translate,
): string {
  const least = min !== undefined && min > 0 ? min : undefined;
  let key: TextKey = 'io.selected';
  if (max !== undefined) key = least === max ? 'io.selectedOf' : 'io.selectedUpTo';
  if (least !== undefined && least !== max)
    key = max === undefined ? 'io.selectedLeast' : 'io.selectedBetween';
  return t(key, { count, min: least ?? 0, max: max ?? 0 });
}

const few = 4;

/** All of a few names, else the first ones and how many more there are. */
export function andMore(names: readonly string[], total: number, t: Translate): string {
  if (total <= few && names.length === total) return names.join(', ');
  const shown = names.slice(0, few - 1);
  return t('io.andMore', { names: shown.join(', '), count: total - shown.length });
}
