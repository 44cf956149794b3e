import { formatCivil, parseIso } from '../io/civil';
import { currencyDigits, formatDecimal, formatMoney, fromMinor, toMinor } from '../io/money';
import { canonical, parseDecimal, wireNumber } from '../io/decimal';
import type { TextKey, Translate } from '../text/t';
import { columnKey } from './model';
import type { Column, Filter, FilterKind, FilterOp } from './model';

/** The times that are named by what day it is; the host works them out. */
export const spans = [
  'today',
  'yesterday',
  'last7',
  'last30',
  'last90',
  'this_week',
  'this_month',
  'last_month',
  'this_year',
  'past',
  'future',
] as const;

/** The column a filter or sort names, by accessor or index. */
export function findColumn(columns: readonly Column[], key: string): Column | undefined {
  return columns.find((column, index) => columnKey(column, index) === key);
}

/** What a person typed for a number or money column as the filter's value. */
export function typedNumber(column: Column, typed: string): number | string | undefined {
  const currency = column.type === 'money' ? (column.currency ?? '') : undefined;
  const decimals = currency === undefined ? 12 : currencyDigits(currency);
  const parsed = parseDecimal(typed, { decimals, unit: currency });
  if (parsed.kind !== 'value') return undefined;
  return currency === undefined ? wireNumber(parsed.text) : toMinor(parsed.text, currency);
}

/** A number filter's value as a person types it. */
export function shownNumber(column: Column, value: unknown): string {
  if (value === undefined) return '';
  return (
    (column.type === 'money' ? fromMinor(value, column.currency ?? '') : canonical(value)) ?? String(value)
  );
}

const sentences: Record<FilterOp, TextKey> = {
  eq: 'table.is',
  ne: 'table.isNot',
  contains: 'table.contains',
  starts: 'table.starts',
  gt: 'table.above',
  gte: 'table.atLeast',
  lt: 'table.below',
  lte: 'table.atMost',
  in: 'table.is',
  within: 'table.is',
  null: 'table.isEmpty',
  notnull: 'table.isNotEmpty',
};

const dateSentences: Partial<Record<FilterOp, TextKey>> = {
  gt: 'table.after',
  gte: 'table.since',
  lt: 'table.before',
  lte: 'table.until',
};

/** The sentence of a condition; days have words of their own. */
function opKey(kind: FilterKind | undefined, op: FilterOp): TextKey {
  return (kind === 'date' ? dateSentences[op] : undefined) ?? sentences[op];
}

/** A filter as a sentence: "Status is paid, failed". */
export function filterText(filter: Filter, columns: readonly Column[], t: Translate): string {
  const column = findColumn(columns, filter.column);
  const values = Array.isArray(filter.value) ? filter.value : [filter.value];
  const value = values.map((each) => valueText(column, each, t)).join(', ');
  return t(opKey(column?.filter?.kind, filter.op), { column: column?.label ?? filter.column, value });
}

function valueText(column: Column | undefined, value: unknown, t: Translate): string {
  switch (column?.filter?.kind) {
    case 'boolean':
      return t(value === true ? 'io.yes' : 'io.no');
    case 'enum':
      return column.filter.options?.find((option) => option.value === value)?.label ?? String(value);
    case 'number':
      return numberText(column, value);
    case 'date': {
      const span = spans.find((each) => each === value);
      if (span) return t(`span.${span}`);
      const day = parseIso(String(value));
      return day ? formatCivil(day) : String(value);
    }
    default:
      return String(value ?? '');
  }
}

function numberText(column: Column, value: unknown): string {
  if (column.type === 'money') return formatMoney(value, column.currency ?? '');
  const text = canonical(value);
  return text === undefined ? String(value) : formatDecimal(text);
}
