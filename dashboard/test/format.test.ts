import { describe, expect, test } from 'vitest';
import { formatDuration, formatNumber, formatWhen } from '../src/text/format';

describe('formats', () => {
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

  test('a number has its groups', () => {
    expect(formatNumber(9007199254740993n)).toBe('9,007,199,254,740,993');
  });
});
