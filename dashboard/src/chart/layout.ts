// Where everything of a chart with axes stands, in pixels.

import { rangeOf, stacksOf, tickText, unitOf } from './model';
import type { Chart, Series } from './model';
import { decimalsOf, linear, niceTicks, thinned } from './scale';

/** A tick and its label. */
export interface Tick {
  at: number;
  text: string;
}

/** One series on its way over the screen. */
export interface Path {
  series: Series;
  /** Of each point: its place on the line, and where the area below it ends; null where there is none. */
  points: ({ x: number; y: number; base: number } | null)[];
}

/** A bar. */
export interface Bar {
  series: Series;
  index: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Layout {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** The line of zero, where it is on the screen. */
  zero: number | undefined;
  yTicks: Tick[];
  xTicks: Tick[];
  /** Where the points stand from left to right. */
  places: number[];
  paths: Path[];
  bars: Bar[];
}

/** The width of a text in the small letters of the axes, about. */
const widthOf = (text: string) => text.length * 6.6;

/** Lays out a chart of lines, areas or bars. */
export function layoutOf(chart: Chart, shown: readonly Series[], width: number, height: number): Layout {
  const unit = unitOf(chart);
  const [low, high] = rangeOf(chart, shown).map((value) => value / unit) as [number, number];
  const ticks = niceTicks(low, high, height < 240 ? 4 : 5);
  const decimals = decimalsOf((ticks[1] ?? 1) - (ticks[0] ?? 0));
  const texts = ticks.map((tick) => tickText(tick, decimals));
  const left = Math.ceil(Math.max(...[...texts, chart.currency].map(widthOf))) + 14;
  const right = width - 12;
  const top = chart.currency ? 28 : 12;
  const bottom = height - 28;
  const y = linear((ticks[0] ?? 0) * unit, (ticks.at(-1) ?? 1) * unit, bottom, top);
  const places = placesOf(chart, left, right);
  const zero = (ticks[0] ?? 0) <= 0 && (ticks.at(-1) ?? 0) >= 0 ? y(0) : undefined;
  return {
    width,
    height,
    left,
    right,
    top,
    bottom,
    zero,
    places,
    yTicks: ticks.map((tick, index) => ({ at: y(tick * unit), text: texts[index] ?? '' })),
    xTicks: xTicks(chart, places, left, right),
    paths: chart.kind === 'bar' ? [] : pathsOf(chart, shown, places, y, zero ?? bottom),
    bars: chart.kind === 'bar' ? barsOf(chart, shown, places, y, right - left) : [],
  };
}

function placesOf(chart: Chart, left: number, right: number): number[] {
  const count = chart.names.length;
  if (chart.positions) {
    const scale = linear(chart.positions[0] ?? 0, chart.positions.at(-1) ?? 1, left + 6, right - 6);
    return chart.positions.map(scale);
  }
  const band = (right - left) / Math.max(1, count);
  return chart.names.map((_, index) => left + (index + 0.5) * band);
}

/** Numbers have round ticks; everything else is named where it stands, as far as there is room. */
function xTicks(chart: Chart, places: readonly number[], left: number, right: number): Tick[] {
  if (chart.positions && !chart.moments) {
    const [first = 0, last = 1] = [chart.positions[0], chart.positions.at(-1)];
    const ticks = niceTicks(first, last, Math.max(2, Math.floor((right - left) / 110)));
    const decimals = decimalsOf((ticks[1] ?? 1) - (ticks[0] ?? 0));
    const scale = linear(first, last, left + 6, right - 6);
    return ticks
      .filter((tick) => tick >= first && tick <= last)
      .map((tick) => ({ at: scale(tick), text: tickText(tick, decimals) }));
  }
  const kept = thinned(places, chart.short.map(widthOf));
  return kept.flatMap((index) => {
    const text = chart.short[index] ?? '';
    const at = places[index] ?? 0;
    return at + widthOf(text) / 2 > right + 12 ? [] : [{ at, text }];
  });
}

function pathsOf(
  chart: Chart,
  shown: readonly Series[],
  places: readonly number[],
  y: (value: number) => number,
  floor: number,
): Path[] {
  const stacks = stacksOf(shown, chart.stacked);
  return shown.map((series, nth) => ({
    series,
    points: series.values.map((value, index) => {
      if (value === null) return null;
      const [from, to] = stacks[nth]?.[index] ?? [0, value];
      return { x: places[index] ?? 0, y: y(to), base: chart.stacked ? y(from) : floor };
    }),
  }));
}

function barsOf(
  chart: Chart,
  shown: readonly Series[],
  places: readonly number[],
  y: (value: number) => number,
  across: number,
): Bar[] {
  const stacks = stacksOf(shown, chart.stacked);
  const band = across / Math.max(1, chart.names.length);
  const group = Math.min(band * 0.76, 72 * (chart.stacked ? 1 : shown.length));
  const width = chart.stacked ? group : group / Math.max(1, shown.length);
  return shown.flatMap((series, nth) =>
    series.values.flatMap((value, index) => {
      if (value === null) return [];
      const [from, to] = stacks[nth]?.[index] ?? [0, value];
      const ends = [y(from), y(to)].sort((a, b) => a - b) as [number, number];
      const begin = (places[index] ?? 0) - group / 2 + (chart.stacked ? 0 : nth * width);
      return [
        {
          series,
          index,
          x: begin,
          y: ends[0],
          width: Math.max(0.5, width - (width > 6 ? 2 : 0)),
          height: ends[1] - ends[0],
        },
      ];
    }),
  );
}

/** The line through points; it breaks where there is none. */
export function lineOf(points: Path['points']): string {
  let pen = 'M';
  return points
    .map((point) => {
      const step = point ? `${pen}${short(point.x)} ${short(point.y)}` : '';
      pen = point ? 'L' : 'M';
      return step;
    })
    .join('');
}

/** The areas below a line, one for each piece of it. */
export function areaOf(points: Path['points']): string {
  const pieces: NonNullable<Path['points'][number]>[][] = [[]];
  for (const point of points) {
    if (point) pieces.at(-1)?.push(point);
    else pieces.push([]);
  }
  return pieces
    .filter((piece) => piece.length > 1)
    .map((piece) => {
      const there = piece.map(({ x, y }) => `${short(x)} ${short(y)}`).join('L');
      const back = piece
        .toReversed()
        .map(({ x, base }) => `${short(x)} ${short(base)}`)
        .join('L');
      return `M${there}L${back}Z`;
    })
    .join('');
}

/** Points that no line reaches. */
export function lonely(points: Path['points']): NonNullable<Path['points'][number]>[] {
  return points.flatMap((point, index) => (point && !points[index - 1] && !points[index + 1] ? [point] : []));
}

function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}
