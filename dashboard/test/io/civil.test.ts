import { describe, expect, test } from 'vitest';
import { asCivil, compareCivil, formatCivil, parseTyped } from '../../src/io/civil';

const now = new Date(2026, 10, 23, 23, 30);

const iso = (day: { year: number; month: number; day: number } | undefined) =>
  day && [day.year, day.month, day.day].map((part) => String(part).padStart(2, '0')).join('-');

describe('a civil day', () => {
  test.each([
    [{ year: 2024, month: 2, day: 29 }, true],
    [{ year: 2023, month: 2, day: 29 }, false],
    [{ year: 2023, month: 13, day: 1 }, false],
    [{ year: 99, month: 1, day: 1 }, true],
    [{ year: 2023, month: 1 }, false],
    [{ year: '2023', month: 1, day: 1 }, false],
    [null, false],
    ['2023-01-01', false],
  ])('%j exists: %j', (value, exists) => {
    expect(asCivil(value) !== undefined).toBe(exists);
  });

  test('is written without a zone', () => {
    expect(formatCivil({ year: 2026, month: 1, day: 1 })).toBe('Jan 1, 2026');
  });

  test('compares by year, month, day', () => {
    const day = { year: 2026, month: 11, day: 23 };
    expect(compareCivil(day, day)).toBe(0);
    expect(compareCivil(day, { ...day, month: 2 })).toBeGreaterThan(0);
    expect(compareCivil(day, { year: 2027, month: 1, day: 1 })).toBeLessThan(0);
  });

  test.each([
    ['t', '2026-11-23'],
    ['+3d', '2026-11-26'],
    ['-1w', '2026-11-16'],
    ['+10d', '2026-12-03'],
    [' 2026-02-28 ', '2026-02-28'],
    ['2026-02-30', undefined],
    ['3d', undefined],
    ['tomorrow', undefined],
  ])('%j pasted is %j', (text, expected) => {
    const day = parseTyped(text, now);
    expect(iso(day)).toBe(expected);
  });
});
