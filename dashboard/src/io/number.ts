import { canonical, compareDecimal, parseDecimal, shift, unshift, wireNumber } from './decimal';
import { currencyDigits, formatDecimal, formatMoney, fromMinor, toMinor } from './money';
import type { NumberProps } from './props';
import { language } from '../text/t';
import type { Translate } from '../text/t';

function isMinor(props: NumberProps): boolean {
  return props.unit === 'minor';
}

function places(props: NumberProps): number {
  if (isMinor(props)) return currencyDigits(props.currency ?? '');
  return props.decimals ?? (props.currency ? currencyDigits(props.currency) : 0);
}

/** Places that are always shown, so that money lines up: those of the currency. */
function shownPlaces(props: NumberProps): number | undefined {
  if (!isMinor(props) && !props.currency) return undefined;
  return Math.min(places(props), currencyDigits(props.currency ?? ''));
}

/** What stands after the number. */
export const unitOf = (props: NumberProps): string | undefined => props.currency ?? props.append;

function parse(props: NumberProps, typed: string) {
  return parseDecimal(typed, { decimals: places(props), unit: unitOf(props) });
}

/** A wire number in major units as canonical text. */
function major(props: NumberProps, wire: unknown): string | undefined {
  return isMinor(props) ? fromMinor(wire, props.currency ?? '') : canonical(wire);
}

/** Canonical text as the field shows it: the language's point, no groups. */
function fieldText(props: NumberProps, text: string): string {
  const digits = shownPlaces(props);
  const typed = text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
  const format = new Intl.NumberFormat(language, {
    useGrouping: false,
    minimumFractionDigits: digits ?? typed,
    maximumFractionDigits: Math.max(digits ?? 0, typed),
  });
  return format.format(text as Intl.StringNumericLiteral);
}

/** A wire number as the field shows it. */
export function textOf(props: NumberProps, wire: unknown): string | undefined {
  const text = wire === null || wire === undefined ? undefined : major(props, wire);
  return text === undefined ? undefined : fieldText(props, text);
}

/** What was typed, as it was understood; undefined when it was not. */
export function clean(props: NumberProps, typed: string | undefined): string | undefined {
  const parsed = parse(props, typed ?? '');
  return parsed.kind === 'value' ? fieldText(props, parsed.text) : undefined;
}

/** What was typed, as the wire has it; null when it is no number. */
export function toWire(props: NumberProps, typed: string | undefined): number | string | null {
  const parsed = parse(props, typed ?? '');
  if (parsed.kind !== 'value') return null;
  return isMinor(props) ? toMinor(parsed.text, props.currency ?? '') : wireNumber(parsed.text);
}

/** Why what was typed cannot be sent. */
export function problemOf(props: NumberProps, typed: string, t: Translate): string | undefined {
  const parsed = parse(props, typed);
  if (parsed.kind === 'bad' && parsed.reason === 'decimals') {
    const rule = places(props) === 0 ? t('io.wholeNumber') : t('io.decimals', { count: places(props) });
    return [rule, wayOut(props, parsed, t)].filter(Boolean).join(' ');
  }
  if (parsed.kind !== 'value') return t('io.badNumber');
  const { min, max } = bounds(props);
  const low = min !== undefined && compareDecimal(parsed.text, min) < 0;
  const high = max !== undefined && compareDecimal(parsed.text, max) > 0;
  return low || high ? limitsText(props, t) : undefined;
}

/** What to write instead of a number with too many places: "Write 1500 or 1.50." */
function wayOut(
  props: NumberProps,
  { grouped, shortened }: { grouped?: string; shortened?: string },
  t: Translate,
): string | undefined {
  const short = shortened && fieldText(props, shortened);
  if (grouped && short) return t('io.writeEither', { one: grouped, other: short });
  if (grouped) return t('io.writeIfMeant', { value: grouped, meant: shown(props, grouped) });
  return short && t('io.write', { value: short });
}

/** What was typed as it is read, where that does not go without saying: "1,500.00". */
export function readingOf(props: NumberProps, typed: string | undefined): string | undefined {
  const text = (typed ?? '').trim();
  if (!props.currency && /^[-\d]*$/.test(text)) return undefined; // perhaps an id, which is not grouped
  const parsed = parse(props, text);
  if (parsed.kind !== 'value') return undefined;
  const number = formatDecimal(parsed.text, shownPlaces(props));
  return number === text ? undefined : number;
}

function bounds(props: NumberProps): { min?: string; max?: string } {
  const of = (bound: unknown) => (bound === undefined || bound === null ? undefined : major(props, bound));
  return { min: of(props.min), max: of(props.max) };
}

/** The limits as a sentence: "At most 120.00 EUR." It is the hint, and what is said of a number beyond them. */
export function limitsText(props: NumberProps, t: Translate): string | undefined {
  const { min, max } = bounds(props);
  if (min !== undefined && max !== undefined)
    return t('io.between', { min: shown(props, min), max: shown(props, max) });
  if (min !== undefined) return t('io.atLeast', { value: shown(props, min) });
  return max === undefined ? undefined : t('io.atMost', { value: shown(props, max) });
}

/** Canonical text for people, with its unit. */
function shown(props: NumberProps, text: string): string {
  const number = props.plain ? fieldText(props, text) : formatDecimal(text, shownPlaces(props));
  const unit = unitOf(props);
  return unit ? `${number}\u00a0${unit}` : `${props.prepend ?? ''}${number}`;
}

/** A wire number in short, for an answered step. */
export function summaryOf(props: NumberProps, answer: unknown): string {
  if (answer === null || answer === undefined) return '';
  if (isMinor(props)) return formatMoney(answer, props.currency ?? '');
  const text = canonical(answer);
  return text === undefined ? String(answer) : shown(props, text);
}

/** A step up or down from what was typed, kept within the limits; what is no number stays. */
export function stepped(props: NumberProps, typed: string | undefined, by: 1 | -1, step = '1'): string {
  const parsed = parse(props, typed ?? '');
  if (parsed.kind === 'bad') return typed ?? '';
  const { min, max } = bounds(props);
  const from = parsed.kind === 'value' ? parsed.text : '0';
  const digits = Math.max(fraction(from), fraction(step));
  const sum = BigInt(shift(from, digits)) + BigInt(by) * BigInt(shift(step, digits));
  let next = unshift(sum.toString(), digits);
  if (min !== undefined && compareDecimal(next, min) < 0) next = min;
  if (max !== undefined && compareDecimal(next, max) > 0) next = max;
  return fieldText(props, next);
}

/** How many places a canonical text has. */
function fraction(text: string): number {
  return text.split('.')[1]?.length ?? 0;
}
