// A chart without a screen: what the host sent, put in order and in words.

import { formatCivil, parseIso } from '../io/civil';
import { currencyDigits, formatMoney } from '../io/money';
import { formatDateTime, formatNumber } from '../text/format';
import { language } from '../text/t';

export type ChartKind = 'line' | 'area' | 'bar' | 'pie' | 'donut';

/** Props of DISPLAY_CHART. */
export interface ChartProps {
  kind?: string;
  axis?: string;
  labels?: unknown[];
  labelType?: string;
  series?: { label: string; values?: unknown[] }[];
  stacked?: boolean;
  currency?: string;
  helpText?: string;
  helpHtml?: string;
}

/** One set of numbers, null where there is none. */
export interface Series {
  label: string;
  values: (number | null)[];
  /** Its place among all series, by which it has its colour. */
  tone: number;
}

/** A chart in order. */
export interface Chart {
  kind: ChartKind;
  axis: string;
  /** What stands under the points, in few letters. */
  short: string[];
  /** The same in full. */
  names: string[];
  /** Where points stand, when their distances mean something. */
  positions: number[] | undefined;
  /** Positions are moments. */
  moments: boolean;
  series: Series[];
  stacked: boolean;
  currency: string;
}

const kinds: readonly string[] = ['line', 'area', 'bar', 'pie', 'donut'];

/** Puts in order what a host sent; what is odd is left out. */
export function chartOf(props: ChartProps): Chart {
  const kind = (kinds.includes(props.kind ?? '') ? props.kind : 'line') as ChartKind;
  const labels = props.labels ?? [];
  const type = props.labelType ?? 'text';
  const places = labels.map((label) => placeOf(label, type));
  const straight = kind === 'line' || kind === 'area';
  const placed = straight && new Set(places).size > 1 && places.every((place) => place !== undefined);
  const order = labels.map((_, index) => index);
  if (placed) order.sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
  const inOrder = <T>(list: readonly T[]) => order.map((index) => list[index] as T);
  return {
    kind,
    axis: props.axis ?? '',
    names: inOrder(labels.map((label) => nameOf(label, type))),
    short: inOrder(shortNames(labels, type)),
    positions: placed ? inOrder(places as number[]) : undefined,
    moments: type === 'date' || type === 'datetime',
    series: (props.series ?? []).map(({ label, values = [] }, tone) => ({
      label,
      tone,
      values: inOrder(labels.map((_, index) => numberOf(values[index]))),
    })),
    stacked: (props.stacked ?? false) && (kind === 'bar' || kind === 'area'),
    currency: props.currency ?? '',
  };
}

function numberOf(value: unknown): number | null {
  const number = typeof value === 'bigint' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

function momentOf(label: unknown, type: string): Date | undefined {
  if (label instanceof Date) return Number.isNaN(label.getTime()) ? undefined : label;
  if (type !== 'date' || typeof label !== 'string') return undefined;
  const day = parseIso(label);
  return day && new Date(Date.UTC(day.year, day.month - 1, day.day));
}

function placeOf(label: unknown, type: string): number | undefined {
  if (type === 'number') return numberOf(label) ?? undefined;
  return type === 'date' || type === 'datetime' ? momentOf(label, type)?.getTime() : undefined;
}

function nameOf(label: unknown, type: string): string {
  if (label === null || label === undefined || label === '') return '–';
  const number = numberOf(label);
  if (type === 'number' && number !== null) return formatNumber(number);
  if (label instanceof Date) return formatDateTime(label);
  const day = type === 'date' && typeof label === 'string' ? parseIso(label) : undefined;
  return day ? formatCivil(day) : String(label);
}

const dayMs = 24 * 3600 * 1000;

/** Labels as short as they stay clear: no year within one, only the hour within two days. */
function shortNames(labels: readonly unknown[], type: string): string[] {
  const moments = labels.map((label) => momentOf(label, type));
  const known = moments.filter((moment) => moment !== undefined).map(Number);
  const span = Math.max(...known) - Math.min(...known);
  const timeZone = type === 'date' ? 'UTC' : undefined;
  const oneYear = new Set(known.map((each) => new Date(each).getUTCFullYear())).size === 1;
  const format =
    type === 'datetime' && span <= 2 * dayMs
      ? new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
      : new Intl.DateTimeFormat(language, {
          timeZone,
          month: 'short',
          day: 'numeric',
          year: oneYear ? undefined : 'numeric',
        });
  return labels.map((label, index) => {
    const moment = moments[index];
    const name = moment ? format.format(moment) : nameOf(label, type);
    return name.length > 18 ? `${name.slice(0, 17)}…` : name;
  });
}

/** A value as people read it. */
export function valueText(chart: Pick<Chart, 'currency'>, value: number | null): string {
  if (value === null) return '–';
  return chart.currency && Number.isInteger(value) ? formatMoney(value, chart.currency) : formatNumber(value);
}

/** What a value is divided by on the axis: the smallest units of one. */
export function unitOf({ currency }: Pick<Chart, 'currency'>): number {
  return currency ? 10 ** currencyDigits(currency) : 1;
}

/** Tick labels: whole, or with as many decimals as the steps need; large ones in short. */
export function tickText(value: number, decimals: number): string {
  const format = new Intl.NumberFormat(
    language,
    Math.abs(value) >= 10_000
      ? { notation: 'compact', maximumFractionDigits: 1 }
      : { minimumFractionDigits: decimals, maximumFractionDigits: decimals },
  );
  return format.format(value);
}

/** One point in words: "Nov 23: Refunds 45.00 EUR, Credits –". */
export function pointText(chart: Chart, shown: readonly Series[], index: number): string {
  const values = shown.map((one) => `${one.label} ${valueText(chart, one.values[index] ?? null)}`);
  return `${chart.names[index] ?? ''}: ${values.join(', ')}`;
}

/** The sums below and above which each bar or area lies: `[from, to]` of each series and point. */
export function stacksOf(shown: readonly Series[], stacked: boolean): [number, number][][] {
  const up: number[] = [];
  const down: number[] = [];
  return shown.map(({ values }) =>
    values.map((value, index) => {
      const height = value ?? 0;
      if (!stacked) return [0, height];
      const sums = height < 0 ? down : up;
      const from = sums[index] ?? 0;
      sums[index] = from + height;
      return [from, from + height];
    }),
  );
}

/** The lowest and highest number that the axis has to show. */
export function rangeOf(chart: Chart, shown: readonly Series[]): [number, number] {
  const stacks = stacksOf(shown, chart.stacked);
  const heights = shown.flatMap((one, nth) =>
    one.values.flatMap((value, index) => (value === null ? [] : (stacks[nth]?.[index] ?? []))),
  );
  const values = shown.flatMap((one) => one.values.filter((value) => value !== null));
  if (values.length === 0) return [0, 1];
  const low = Math.min(...values);
  const high = Math.max(...values);
  if (chart.kind === 'line' && low > high * 0.4) return [low, high];
  if (chart.kind === 'line' && high < low * 0.4) return [low, high];
  return [Math.min(0, ...heights), Math.max(0, ...heights)];
}
