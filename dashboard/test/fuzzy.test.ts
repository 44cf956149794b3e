import { describe, expect, test } from 'vitest';
import { search, type Entry } from '../src/shell/entries';
import { score } from '../src/shell/fuzzy';

const names = [
  'Refund a charge',
  'Reset two-factor',
  'Rebuild search index',
  'Customers',
  'Charges',
  'Find a customer',
  'Export invoices',
  'Überweisung prüfen',
];

function best(text: string): string[] {
  const entries = names.map((name): Entry => ({
    key: name,
    kind: 'palette.action',
    name,
    detail: '',
    words: '',
    open: () => {},
  }));
  return search(entries, text, {}).map((entry) => entry.name);
}

describe('fuzzy search', () => {
  test.each([
    ['ref', 'Refund a charge'],
    ['charge', 'Charges'],
    ['rac', 'Refund a charge'],
    ['rsi', 'Rebuild search index'],
    ['cust', 'Customers'],
    ['find cus', 'Find a customer'],
    ['FACTOR', 'Reset two-factor'],
    ['uberweisung', 'Überweisung prüfen'],
    ['expinv', 'Export invoices'],
  ])('%s finds %s first', (text, name) => {
    expect(best(text)[0]).toBe(name);
  });

  test.each(['xyz', 'zzz', 'refundx', 'egrahc', 'bdrhn'])('%s finds nothing', (text) => {
    expect(best(text)).toEqual([]);
  });

  test('the start of a text beats the start of a word beats its middle', () => {
    expect(score('charge list', 'charge')).toBeGreaterThan(score('a charge list', 'charge'));
    expect(score('a charge list', 'charge')).toBeGreaterThan(score('surcharge list', 'charge'));
  });

  test('what is used more comes first among equals', () => {
    const entry = (key: string): Entry => ({
      key,
      kind: 'palette.page',
      name: 'Orders',
      detail: '',
      words: '',
      open: () => {},
    });
    expect(search([entry('a'), entry('b')], 'ord', { b: 3 }).map((one) => one.key)).toEqual(['b', 'a']);
  });
});
