import { describe, expect, test } from 'vitest';
import { cellText } from '../../src/table/cell';
import type { Column } from '../../src/table/model';
import { t } from '../../src/text/t';

const shown = (value: unknown, column: Partial<Column>) => cellText({ value }, { label: 'It', ...column }, t);

describe('a value is written as its column says', () => {
  test.each([
    [2026, 'plain', '2026'],
    [12.5, 'percent', '12.5%'],
    [0, 'percent', '0%'],
    [1536, 'bytes', '1.5 kB'],
    [999, 'bytes', '999 byte'],
    [0, 'bytes', '0 byte'],
    [-2_500_000, 'bytes', '-2.5 MB'],
    [125, 'seconds', '2 min 5 s'],
    [-90, 'seconds', '-1 min 30 s'],
    [2026, undefined, '2,026'],
    [2026, 'of another host', '2,026'],
  ])('%s as %s', (value, format, want) => {
    expect(shown(value, { type: 'number', format }).replace(/\u00a0|\u202f/g, ' ')).toBe(want);
  });

  test('of a moment the day alone', () => {
    const moment = new Date(2026, 2, 4, 23, 30);
    expect(shown(moment, { type: 'datetime', format: 'date' })).toBe('Mar 4, 2026');
    expect(shown(moment, { type: 'datetime' })).toBe('Mar 4, 2026, 23:30');
  });

  test('an enum as it is called', () => {
    expect(shown('paid', { type: 'enum', labels: { paid: 'Paid in full' } })).toBe('Paid in full');
    expect(shown('open', { type: 'enum', labels: { paid: 'Paid in full' } })).toBe('open');
  });
});
