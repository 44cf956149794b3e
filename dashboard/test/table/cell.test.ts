import { describe, expect, test } from 'vitest';
import { cellOf, cellText, isLongKey, isNumeric, typeOf } from '../../src/table/cell';
import type { Column } from '../../src/table/model';
import { t } from '../../src/text/t';

const show = (value: unknown, column: Partial<Column> = {}) => {
  const full = { label: 'C', accessorKey: 'c', ...column };
  return cellText(cellOf({ key: '1', data: { c: value } }, full, 0), full, t);
};

describe('cells as text', () => {
  test.each<[unknown, Partial<Column>, string]>([
    [null, {}, '–'],
    [undefined, {}, '–'],
    ['', {}, '–'],
    [false, {}, 'No'],
    [0, {}, '0'],
    [2026, {}, '2026'],
    [1234567, { type: 'number' }, '1,234,567'],
    ['9007199254740993', { type: 'number' }, '9,007,199,254,740,993'],
    [0.1, { type: 'number' }, '0.1'],
    [123450, { type: 'money', currency: 'EUR' }, '1,234.50\u00a0EUR'],
    ['odd', { type: 'money', currency: 'EUR' }, 'odd'],
    ['1234.5', { type: 'number', currency: 'EUR' }, '1,234.50\u00a0EUR'],
    ['0.125', { type: 'number', currency: 'EUR' }, '0.125\u00a0EUR'],
    ['odd', { type: 'number', currency: 'EUR' }, 'odd'],
    [1234567, { type: 'id' }, '1234567'],
    ['2026-11-23', {}, '2026-11-23'],
    ['2026-11-23', { type: 'date' }, 'Nov 23, 2026'],
    ['2026-11-23T23:59:00Z', { type: 'date' }, 'Nov 23, 2026'],
    ['not a day', { type: 'date' }, 'not a day'],
    ['paid', { type: 'enum', filter: { kind: 'enum', options: [{ label: 'Paid', value: 'paid' }] } }, 'Paid'],
    ['new', { type: 'enum' }, 'new'],
    [{ label: 'Ada', value: 1 }, {}, 'Ada'],
    [{ value: false }, {}, 'No'],
    [{ a: 1 }, {}, '{"a":1}'],
  ])('%j as %j is %j', (value, column, expected) => {
    expect(show(value, column)).toBe(expected);
  });

  test('a moment is written by day and minute', () => {
    expect(show(new Date(2026, 10, 23, 14, 2))).toBe('Nov 23, 2026, 14:02');
    expect(show(new Date(2026, 10, 23, 14, 2).toISOString(), { type: 'datetime' })).toBe(
      'Nov 23, 2026, 14:02',
    );
  });
});

const row = (c: unknown) => ({ key: '1', data: { c } });

describe('cells', () => {
  test('a wrapped cell leads somewhere and has a colour', () => {
    const cell = cellOf(
      { key: '1', data: { 0: { label: 'x', href: 'https://e.com', highlightColor: 'red' } } },
      { label: 'C' },
      0,
    );
    expect(cell).toEqual({
      value: 'x',
      label: 'x',
      color: 'red',
      target: { url: 'https://e.com', route: undefined, params: undefined },
    });
  });

  test('keys that nobody reads are told from other texts', () => {
    for (const key of ['0f8fad5b-d9cb-469f-a165-70867728950e', 'D41D8CD98F00B204E9800998ECF8427E'])
      expect(isLongKey(key)).toBe(true);
    for (const text of [
      '0f8fad5b',
      'a-very-long-slug-of-some-page-or-other',
      'ada.lovelace@analytical.example',
    ])
      expect(isLongKey(text)).toBe(false);
  });

  test('numbers stand at the end of the line', () => {
    expect(isNumeric({ label: 'C', accessorKey: 'c' }, [row(1), row(null)], 0)).toBe(true);
    expect(isNumeric({ label: 'C', accessorKey: 'c' }, [row(1), row('x')], 0)).toBe(false);
    expect(isNumeric({ label: 'C', accessorKey: 'c' }, [row(null)], 0)).toBe(false);
    expect(isNumeric({ label: 'C', accessorKey: 'c', type: 'id' }, [row(1)], 0)).toBe(false);
    expect(isNumeric({ label: 'C', type: 'money' }, [], 0)).toBe(true);
    expect(typeOf({ label: 'C' }, 1n)).toBe('number');
  });
});
