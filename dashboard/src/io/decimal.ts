import { language } from '../text/t';

/**
 * Decimal numbers as text. What a person types becomes canonical text
 * ("-1234.50": optional minus, digits, a point), and only that is calculated
 * with: no amount of money ever passes through a float.
 */

/**
 * What became of a typed number: canonical text, nothing typed, or why it is none.
 * One with too many places says what may have been meant: without the sign, where
 * that may have separated thousands, and without the zeros that are too many.
 */
export type Parsed =
  | { kind: 'empty' }
  | { kind: 'value'; text: string }
  | { kind: 'bad'; reason: 'number' }
  | { kind: 'bad'; reason: 'decimals'; grouped?: string; shortened?: string };

interface Options {
  decimals: number;
  /** The language of the page, in which fields are filled. */
  locale?: string;
  /** The person's own language. */
  reader?: string;
  unit?: string;
}

const spaces = /[\s\u00a0\u202f'’_]/g;
const minus = /^[-−–]/;

/** The signs a language uses, asked of the browser once per language. */
export function separators(locale: string): { group: string; decimal: string } {
  const parts = new Intl.NumberFormat(locale).formatToParts(-1234567.5);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return { group: of('group') || ',', decimal: of('decimal') || '.' };
}

const oneGroup = /^[1-9]\d{0,2}[.,]\d{3}$/;

/** Index of the sign that separates the fraction, or -1. Groups must hold three digits. */
function fractionAt(text: string, { decimals, locale, reader }: Options): number | 'bad' {
  const dots = text.split('.').length - 1;
  const commas = text.split(',').length - 1;
  if (dots === 0 && commas === 0) return -1;
  if (dots > 0 && commas > 0) {
    const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
    return text.split(text[last] ?? '').length === 2 ? last : 'bad';
  }
  const sign = dots > 0 ? '.' : ',';
  if (dots + commas > 1) return -1;
  const at = text.indexOf(sign);
  if (!oneGroup.test(text)) return at;
  if (sign !== separators(locale ?? language).decimal) return -1;
  return decimals < 3 && sign === separators(reader ?? navigator.language).group ? -1 : at;
}

/** Groups, where there are any, must be of three digits with one kind of sign. */
function whole(text: string): string | undefined {
  if (text === '') return '0';
  if (/^\d+$/.test(text)) return text.replace(/^0+(?=\d)/, '');
  if (/^\d{1,3}(,\d{2,3})*,\d{3}$/.test(text) || /^\d{1,3}(\.\d{3})+$/.test(text))
    return text.replace(/[.,]/g, '');
  return undefined;
}

/**
 * Reads a typed or pasted number: "1,234.50", "1.234,50", "1 234,50", "€ 45".
 * One separator alone is read by the habit of the page's language, so "1.234" is a
 * thousand in German and one point two in English; where that leaves more places
 * than there may be, by the habit of the person's own language, or not at all:
 * "1.500" EUR is never quietly 1.50. unit (a currency code or sign) may stand on
 * either side.
 */
export function parseDecimal(typed: string, options: Options): Parsed {
  let text = typed.trim();
  const unit = options.unit ?? '';
  if (unit && text.toUpperCase().startsWith(unit.toUpperCase())) text = text.slice(unit.length);
  if (unit && text.toUpperCase().endsWith(unit.toUpperCase())) text = text.slice(0, -unit.length);
  text = text.replace(/\p{Sc}/gu, '').replace(spaces, '');
  if (text === '') return { kind: 'empty' };
  const negative = minus.test(text);
  text = text.replace(minus, '').replace(/^\+/, '');
  const at = /^[\d.,]*\d[\d.,]*$/.test(text) ? fractionAt(text, options) : 'bad';
  if (at === 'bad') return { kind: 'bad', reason: 'number' };
  const integer = whole(at < 0 ? text : text.slice(0, at));
  const fraction = at < 0 ? '' : text.slice(at + 1);
  if (integer === undefined || !/^\d*$/.test(fraction)) return { kind: 'bad', reason: 'number' };
  const kept = fraction.replace(/0+$/, '');
  const sign = negative && !/^0*$/.test(integer + kept) ? '-' : '';
  const read = sign + integer + (kept ? '.' + kept : '');
  if (fraction.length <= options.decimals) return { kind: 'value', text: read };
  return {
    kind: 'bad',
    reason: 'decimals',
    grouped: oneGroup.test(text) ? sign + integer + fraction : undefined,
    shortened: kept.length <= options.decimals ? read : undefined,
  };
}

/** The canonical text of a wire value: an integer or float number, or decimal text. */
export function canonical(value: unknown): string | undefined {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return undefined;
    const text = String(value);
    return /e/i.test(text) ? plain(text) : text === '-0' ? '0' : text;
  }
  if (typeof value !== 'string' || !/^-?\d+(\.\d+)?$/.test(value)) return undefined;
  return value;
}

/** Writes 1e21 and 1e-7 out in digits. */
function plain(text: string): string {
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/i.exec(text);
  if (!match) return text;
  const [, sign = '', first = '', rest = '', power = '0'] = match;
  const digits = first + rest;
  const point = 1 + Number(power);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits.padEnd(point, '0');
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Compares two canonical texts: negative, 0 or positive. */
export function compareDecimal(a: string, b: string): number {
  const scale = Math.max(places(a), places(b));
  const left = BigInt(shift(a, scale));
  const right = BigInt(shift(b, scale));
  return left < right ? -1 : left > right ? 1 : 0;
}

function places(text: string): number {
  const at = text.indexOf('.');
  return at < 0 ? 0 : text.length - at - 1;
}

/** Moves the point to the right by as many places; text has no more of them. */
export function shift(text: string, digits: number): string {
  const negative = text.startsWith('-');
  const [integer = '0', fraction = ''] = text.replace('-', '').split('.');
  const all = (integer + fraction.padEnd(digits, '0')).replace(/^0+(?=\d)/, '');
  return (negative && !/^0+$/.test(all) ? '-' : '') + all;
}

/** Moves the point to the left: integer text to canonical text with all places. */
export function unshift(text: string, digits: number): string {
  if (digits === 0) return text;
  const negative = text.startsWith('-');
  const all = text.replace('-', '').padStart(digits + 1, '0');
  return `${negative ? '-' : ''}${all.slice(0, -digits)}.${all.slice(-digits)}`;
}

/** The nearest wire number: a number where it is exact, otherwise the text. */
export function wireNumber(text: string): number | string {
  const number = Number(text);
  return canonical(number) === text ? number : text;
}
