import { asCivil, formatCivil, parseIso } from '../io/civil';
import { canonical, compareDecimal } from '../io/decimal';
import { formatDecimal, formatMoney, inCurrency } from '../io/money';
import '../text/io';
import { formatDateTime } from '../text/format';
import { language } from '../text/t';
import type { Translate } from '../text/t';
import type { Target } from '../wire/address';
import { columnKey } from './model';
import type { CellType, Column, Params, Row } from './model';
import { inNotation, momentIn } from './notation';

/** A cell taken apart: hosts send a bare value or an object around one. */
export interface CellValue {
  value: unknown;
  label?: string;
  color?: string;
  picture?: Picture;
  target?: Target;
}

/** A picture in a cell. */
export interface Picture {
  url: string;
  alt?: string;
  width?: string;
  height?: string;
}

const parts = ['label', 'value', 'url', 'href', 'image', 'action', 'route', 'params', 'highlightColor'];

function isWrapped(cell: unknown): cell is Record<string, unknown> {
  if (typeof cell !== 'object' || cell === null || Array.isArray(cell) || cell instanceof Date) return false;
  return Object.keys(cell).some((key) => parts.includes(key));
}

/** The cell of a row in a column. */
export function cellOf(row: Row, column: Column, index: number): CellValue {
  const cell = row.data[columnKey(column, index)] ?? null;
  if (!isWrapped(cell)) return { value: cell };
  const text = (key: string) => (typeof cell[key] === 'string' ? cell[key] : undefined);
  const route = text('route') ?? text('action');
  const url = text('url') ?? text('href');
  const label = cell.label === undefined || cell.label === null ? undefined : String(cell.label);
  const target = route || url ? { route, url, params: cell.params as Params | undefined } : undefined;
  return {
    value: cell.value ?? label ?? null,
    label,
    color: text('highlightColor'),
    picture: pictureOf(cell.image),
    target,
  };
}

function pictureOf(image: unknown): Picture | undefined {
  if (typeof image !== 'object' || image === null) return undefined;
  const { url, alt, width, height } = image as Record<string, unknown>;
  if (typeof url !== 'string') return undefined;
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return { url, alt: text(alt), width: text(width), height: text(height) };
}

/** The type a cell is drawn as: the column's, else what its value shows itself to be. */
export function typeOf(column: Column, value: unknown): CellType {
  if (column.type) return column.type;
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number' || typeof value === 'bigint') return 'number';
  return value instanceof Date ? 'datetime' : 'text';
}

/** Whether a text is a key that nobody reads, such as a UUID: a list shows its beginning. */
export function isLongKey(text: string): boolean {
  return /^[\da-f-]{32,}$/i.test(text);
}

/** The column a row is called by: the first that people read, not an id or an amount. */
export function titleColumn(columns: readonly Column[]): number {
  const readable = columns.findIndex(({ type }) => type === undefined || type === 'text');
  return Math.max(0, readable);
}

/** Whether a column's cells and heading stand at the end of the line. */
export function isNumeric(column: Column, rows: readonly Row[], index: number): boolean {
  if (column.type) return column.type === 'number' || column.type === 'money';
  const values = rows.map((row) => cellOf(row, column, index).value).filter((value) => value !== null);
  return values.length > 0 && values.every((value) => typeof value === 'number' || typeof value === 'bigint');
}

/** An instant from a Date or, in a column of dates, from ISO text. */
export function instant(value: unknown): Date | undefined {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value;
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}T/.test(value)) return undefined;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** A day: civil, "2026-11-23", or the day of a midnight in UTC. */
function day(value: unknown): string | undefined {
  const civil = asCivil(value) ?? (typeof value === 'string' ? parseIso(value.slice(0, 10)) : undefined);
  if (civil) return formatCivil(civil);
  const date = instant(value);
  return date && new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(date);
}

/** A cell's value as text. Empty is "–"; false is "No". */
export function cellText(cell: CellValue, column: Column, t: Translate): string {
  const { value } = cell;
  if (cell.label !== undefined) return cell.label;
  if (value === null || value === undefined || value === '') return '–';
  switch (typeOf(column, value)) {
    case 'boolean':
      return value === true || value === false ? t(value ? 'io.yes' : 'io.no') : String(value);
    case 'money':
      return formatMoney(value, column.currency ?? '');
    case 'number': {
      if (!column.type) return String(value); // may be an id or a year: never grouped
      const text = canonical(value);
      if (text === undefined) return String(value);
      const written = inNotation(text, column.format);
      if (written !== undefined) return written;
      return column.currency ? inCurrency(text, column.currency) : formatDecimal(text);
    }
    case 'date':
      return day(value) ?? String(value);
    case 'datetime': {
      const date = instant(value);
      return date ? (momentIn(date, column.format) ?? formatDateTime(date)) : String(value);
    }
    case 'enum':
      return enumLabel(column, value);
    default:
      return plainText(value);
  }
}

function enumLabel(column: Column, value: unknown): string {
  const option = column.filter?.options?.find((each) => each.value === value);
  return column.labels?.[String(value)] ?? option?.label ?? String(value);
}

function plainText(value: unknown): string {
  if (value instanceof Date) return formatDateTime(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What a local sort compares: numbers exactly, dates by time, null for empty. */
export function sortValue(cell: CellValue): unknown {
  const value = cell.value ?? cell.label ?? null;
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  return value === '' ? null : value;
}

/** Compares amounts that are text because no number holds them. */
export function compareAmounts(a: unknown, b: unknown): number | undefined {
  const left = canonical(a);
  const right = canonical(b);
  return left === undefined || right === undefined ? undefined : compareDecimal(left, right);
}
