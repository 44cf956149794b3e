import { describe, expect, test } from 'vitest';
import {
  formatDay,
  formatDuration,
  formatMoney,
  formatNumber,
  formatWhen,
  minorToDecimal,
} from '../src/text/format';

describe('formats', () => {
  test.each([
    [123450, 'EUR', '1,234.50 EUR'],
    [0, 'USD', '0.00 USD'],
    [-5, 'EUR', '-0.05 EUR'],
    [1234, 'JPY', '1,234 JPY'],
    [1234, 'KWD', '1.234 KWD'],
    ['9007199254740993', 'EUR', '90,071,992,547,409.93 EUR'],
    [9007199254740993n, 'JPY', '9,007,199,254,740,993 JPY'],
    ['not a number', 'EUR', 'not a number EUR'],
  ])('%s minor units of %s are %s', (minor, currency, want) => {
    expect(formatMoney(minor, currency)).toBe(want);
  });

  test('a decimal text has no grouping', () => {
    expect(minorToDecimal(123450, 'EUR')).toBe('1234.50');
  });

  test.each([
    [4200, '4 s'],
    [60_000, '1 min'],
    [125_000, '2 min 5 s'],
    [4_800_000, '1 h 20 min'],
    [-5, '0 s'],
  ])('%i ms take %s', (milliseconds, want) => {
    expect(formatDuration(milliseconds)).toBe(want);
  });

  const now = new Date('2026-11-23T12:00:00Z');
  test.each([
    ['2026-11-23T11:59:50Z', 'just now'],
    ['2026-11-23T11:57:00Z', '3 min. ago'],
    ['2026-11-23T09:00:00Z', '3 hr. ago'],
    ['2026-11-20T12:00:00Z', 'Nov 20, 2026'],
  ])('%s was %s', (at, want) => {
    expect(formatWhen(new Date(at), now)).toBe(want);
  });

  test('a day has no zone and a number its groups', () => {
    expect(formatDay({ year: 2026, month: 1, day: 31 })).toBe('Jan 31, 2026');
    expect(formatNumber(9007199254740993n)).toBe('9,007,199,254,740,993');
  });
});
