// A pie without a screen.

import type { Chart } from './model';

/** One slice; angles begin at the top and go with the clock. */
export interface Slice {
  index: number;
  name: string;
  value: number;
  /** Its part of the whole, 0 to 1. */
  share: number;
  from: number;
  to: number;
}

/** The slices of a pie, without those that are hidden or empty. */
export function slicesOf(chart: Chart, hidden: ReadonlySet<number>): Slice[] {
  const values = chart.series[0]?.values ?? [];
  const shown = chart.names.flatMap((name, index) => {
    const value = values[index] ?? 0;
    return value > 0 && !hidden.has(index) ? [{ index, name, value }] : [];
  });
  const sum = shown.reduce((so, { value }) => so + value, 0);
  let from = 0;
  return shown.map((slice) => {
    const share = slice.value / sum;
    const begin = from;
    from += share * 2 * Math.PI;
    return { ...slice, share, from: begin, to: from };
  });
}

/** The outline of a slice around a middle; inner is the radius of the hole. */
export function outline(
  { from, to }: Pick<Slice, 'from' | 'to'>,
  middle: number,
  outer: number,
  inner: number,
): string {
  const end = to - from >= 2 * Math.PI ? from + 2 * Math.PI - 1e-4 : to; // a whole circle has no two ends
  const at = (angle: number, radius: number) =>
    `${round(middle + Math.sin(angle) * radius)} ${round(middle - Math.cos(angle) * radius)}`;
  const large = end - from > Math.PI ? 1 : 0;
  const arc = `M${at(from, outer)}A${outer} ${outer} 0 ${large} 1 ${at(end, outer)}`;
  if (inner <= 0) return `${arc}L${middle} ${middle}Z`;
  return `${arc}L${at(end, inner)}A${inner} ${inner} 0 ${large} 0 ${at(from, inner)}Z`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
