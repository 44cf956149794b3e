import { describe, expect, test } from 'vitest';
import { fromQuery, toQuery } from '../../src/table/address';
import { chosenRows, fits, selects } from '../../src/table/bulk';
import { nextSort, sortsOf } from '../../src/table/model';
import type { TableProps, TableState } from '../../src/table/model';
import { selectionOf } from '../../src/table/selection';

const first: TableState = { offset: 0, pageSize: 20 };
const props: TableProps = {
  columns: [
    { label: 'A', accessorKey: 'a', filter: { kind: 'date' } },
    { label: 'B', accessorKey: 'b,c' },
    { label: 'D', accessorKey: 'd' },
  ],
};

describe('the rows that an action is about', () => {
  test('are the keys of those ticked, or what all of them match', () => {
    const state: TableState = { ...first, queryTerm: 'x', sortColumn: 'a', after: 'cursor', offset: 40 };
    expect(chosenRows(selectionOf(['1', '2']), state, false)).toBe('{"keys":["1","2"]}');
    expect(JSON.parse(chosenRows(selectionOf(), state, true))).toEqual({
      all: { queryTerm: 'x', offset: 0, pageSize: 1 },
    });
  });

  test('do not fit into an address without end', () => {
    const many = Array.from({ length: 2000 }, (_, at) => String(at));
    expect(fits(chosenRows(selectionOf(many), first, false))).toBe(false);
    expect(fits(chosenRows(selectionOf(many), first, true))).toBe(true);
  });

  test('are others when the filters are', () => {
    const narrowed: TableState = { ...first, filters: [{ column: 'a', op: 'null' }] };
    expect(selects(first)).toBe(selects({ ...first, offset: 20, sortColumn: 'a', filters: [] }));
    expect(selects(first)).not.toBe(selects(narrowed));
  });
});

describe('several columns', () => {
  const sorted = (...presses: [string, boolean][]) =>
    presses.reduce((state, [column, add]) => nextSort(state, column, add), first);

  test('with Shift a press adds, turns and takes away', () => {
    const two = sorted(['a', false], ['d', true]);
    expect(sortsOf(two)).toEqual([
      { column: 'a', direction: 'asc' },
      { column: 'd', direction: 'asc' },
    ]);
    expect(sortsOf(nextSort(two, 'a', true))[0]).toEqual({ column: 'a', direction: 'desc' });
    expect(sortsOf(nextSort(nextSort(two, 'a', true), 'a', true))).toEqual([
      { column: 'd', direction: 'asc' },
    ]);
    expect(sortsOf(nextSort(two, 'd'))).toEqual([{ column: 'd', direction: 'asc' }]);
    expect(sortsOf(sorted(['a', true], ['b,c', true], ['d', true], ['e', true]))).toHaveLength(3);
  });

  test('stand in the address', () => {
    const state = sorted(['b,c', false], ['d', true], ['d', true]);
    const query = toQuery(state, props);
    expect(query).toEqual({ sort: 'b\\,c,-d' });
    expect(fromQuery(new URLSearchParams(query), props)).toEqual(state);
  });

  test('times named by what day it is stand in the address', () => {
    const { timeZone: zone } = new Intl.DateTimeFormat().resolvedOptions();
    const state: TableState = { ...first, zone, filters: [{ column: 'a', op: 'within', value: 'last7' }] };
    expect(fromQuery(new URLSearchParams(toQuery(state, props)), props)).toEqual(state);
  });
});
