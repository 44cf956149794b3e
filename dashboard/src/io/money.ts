import { language } from '../text/t';
import { canonical, shift, unshift, wireNumber } from './decimal';

/** Minor units by ISO 4217, where there are not two. Intl follows another list for some. */
const minorDigits: Record<string, number> = Object.fromEntries([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
    .split(' ')
    .map((code) => [code, 0]),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3]),
  ...'CLF UYW'.split(' ').map((code) => [code, 4]),
]);

/** How many places a currency's minor unit has. */
export function currencyDigits(currency: string): number {
  return minorDigits[currency.toUpperCase()] ?? 2;
}

/** Minor units as the wire has them (120, "120") to canonical major text ("1.20"). */
export function fromMinor(value: unknown, currency: string): string | undefined {
  const text = canonical(value);
  return text === undefined || text.includes('.') ? undefined : unshift(text, currencyDigits(currency));
}

/** Canonical major text to the wire's integer; text when a number would not be exact. */
export function toMinor(text: string, currency: string): number | string {
  const minor = shift(text, currencyDigits(currency));
  const number = wireNumber(minor);
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : minor;
}

const formats: Record<string, Intl.NumberFormat> = {}; // by their places: to make one takes longer than a row of a table

/** Canonical text grouped for people, with exactly or at least so many places. */
export function formatDecimal(text: string, digits?: number): string {
  const point = text.indexOf('.');
  const typed = point < 0 ? 0 : text.length - point - 1;
  const least = digits ?? typed;
  const most = Math.max(least, typed);
  const format = (formats[`${least} ${most}`] ??= new Intl.NumberFormat(language, {
    minimumFractionDigits: least,
    maximumFractionDigits: most,
  }));
  return format.format(text as Intl.StringNumericLiteral);
}

/** Minor units as people read them: "1,234.50 EUR". */
export function formatMoney(value: unknown, currency: string): string {
  const text = fromMinor(value, currency);
  if (text === undefined) return String(value);
  return inCurrency(text, currency);
}

/** A number of a currency's own unit as people read it. */
export function inCurrency(text: string, currency: string): string {
  const shown = formatDecimal(text, currencyDigits(currency));
  return currency ? `${shown}\u00a0${currency.toUpperCase()}` : shown;
}
