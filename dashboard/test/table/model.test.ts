import { describe, expect, test } from 'vitest';
import { fromQuery, toQuery } from '../../src/table/address';
import { conditionsFor, draftOf, filtersOf } from '../../src/table/filterDraft';
import { filterText } from '../../src/table/filters';
import { change, firstState, isNarrowed, nextSort } from '../../src/table/model';
import type { Column, Filter, TableProps, TableState } from '../../src/table/model';
import { countText } from '../../src/table/Pager';
import { pageBy, viewOf } from '../../src/table/rows';
import {
  counts,
  outside,
  offersAll,
  pageFits,
  pageState,
  selectionOf,
  toggle,
  togglePage,
  toggleRange,
} from '../../src/table/selection';
import { t } from '../../src/text/t';

const columns: Column[] = [
  { label: 'Name', accessorKey: 'name', filter: { kind: 'text' } },
  { label: 'Amount', accessorKey: 'amount', type: 'money', currency: 'EUR', filter: { kind: 'number' } },
  { label: 'Created', accessorKey: 'created', type: 'datetime', filter: { kind: 'date' } },
  {
    label: 'Status',
    accessorKey: 'status',
    type: 'enum',
    filter: {
      kind: 'enum',
      options: [
        { label: 'Paid', value: 'paid' },
        { label: 'A, b', value: 'a,b\\' },
        { label: 'Two', value: 2 },
      ],
    },
  },
  { label: 'Open', accessorKey: 'open', filter: { kind: 'boolean' } },
  { label: 'Plain' },
];
const props: TableProps = { columns, data: [] };
const first = firstState(props);
const filter = (column: string, op: Filter['op'], value?: unknown): Filter =>
  value === undefined ? { column, op } : { column, op, value };

const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

describe('state', () => {
  test('the first page of what the host sends by itself', () => {
    expect(first).toEqual({ offset: 0, pageSize: 20 });
    expect(firstState({ orientation: 'vertical' }).pageSize).toBe(5);
    expect(firstState({ defaultPageSize: Infinity }).pageSize).toBe(100);
    expect(firstState({ defaultPageSize: 0.5 }).pageSize).toBe(20);
    expect(firstState({ defaultPageSize: -3 }).pageSize).toBe(1);
  });

  test('a heading sorts up, down and not', () => {
    const up = nextSort({ ...first, offset: 40 }, 'name');
    expect(up).toEqual({ offset: 0, pageSize: 20, sortColumn: 'name', sortDirection: 'asc' });
    const down = nextSort(up, 'name');
    expect(down.sortDirection).toBe('desc');
    expect(nextSort(down, 'name')).toEqual(first);
    expect(nextSort(down, 'amount')).toMatchObject({ sortColumn: 'amount', sortDirection: 'asc' });
  });

  test('empty words are never sent', () => {
    const state = change({ ...first, after: 'x' }, { queryTerm: '', filters: [], sortColumn: undefined });
    expect(Object.keys(state).sort()).toEqual(['offset', 'pageSize']);
    expect(isNarrowed(state)).toBe(false);
  });
});

describe('addresses', () => {
  const cases: TableState[] = [
    { ...first, queryTerm: 'a & b=c' },
    { ...first, sortColumn: 'name', sortDirection: 'desc' },
    { ...first, offset: 50, pageSize: 25, after: 'cursor==' },
    { ...first, before: 'b', offset: 20 },
    { ...first, zone, filters: [filter('name', 'contains', 'ada, ben')] },
    { ...first, zone, filters: [filter('amount', 'gte', 4500), filter('amount', 'lte', '9007199254740993')] },
    { ...first, zone, filters: [filter('status', 'in', ['paid', 'a,b\\', 2])] },
    { ...first, zone, filters: [filter('open', 'eq', false)] },
    { ...first, zone, filters: [filter('created', 'gte', '2026-10-01'), filter('name', 'notnull')] },
  ];

  test.each(cases)('%j is read back as it was', (state) => {
    const query = new URLSearchParams(new URLSearchParams(toQuery(state, props)).toString());
    expect(fromQuery(query, props)).toEqual(state);
  });

  test('what is as at first is not written', () => {
    expect(toQuery(first, props)).toEqual({});
    expect(fromQuery(new URLSearchParams('other=1&f.x=2'), props)).toBeUndefined();
  });

  test.each([
    'offset=-1',
    'offset=1e9',
    'size=0x10',
    'size=',
    'f.name.drop=1',
    'f.nowhere.eq=1',
    'f.Plain.eq=1',
    'sort=',
    'sort=-',
    'f..eq=1',
  ])('%s is nonsense and left alone', (text) => {
    expect(fromQuery(new URLSearchParams(text), props)).toBeUndefined();
  });

  test('numbers of an address stay within bounds', () => {
    expect(fromQuery(new URLSearchParams('size=5000'), props)?.pageSize).toBe(100);
    expect(fromQuery(new URLSearchParams('size=0'), props)?.pageSize).toBe(1);
  });
});

describe('filters', () => {
  test.each([
    [filter('status', 'in', ['paid', 2]), 'Status is Paid, Two'],
    [filter('created', 'gte', '2026-10-01'), 'Created is on or after Oct 1, 2026'],
    [filter('amount', 'lte', 4500), 'Amount is at most 45.00\u00a0EUR'],
    [filter('open', 'eq', false), 'Open is No'],
    [filter('name', 'contains', 'ada'), 'Name contains ada'],
    [filter('name', 'null'), 'Name is empty'],
    [filter('gone', 'eq', 'x'), 'gone is x'],
  ])('%j reads %j', (given, expected) => {
    expect(filterText(given, columns, t)).toBe(expected);
  });

  test('a range becomes two conditions in minor units and back', () => {
    const column = columns[1] as Column;
    const made = filtersOf(column, 'amount', { ...draftOf(column, 'amount', []), from: '1,000', to: '20.5' });
    expect(made).toEqual([filter('amount', 'gte', 100000), filter('amount', 'lte', 2050)]);
    expect(draftOf(column, 'amount', made ?? [])).toMatchObject({
      condition: 'range',
      from: '1000.00',
      to: '20.50',
    });
  });

  test('nothing half-made is applied', () => {
    const amount = columns[1] as Column;
    const empty = draftOf(amount, 'amount', []);
    expect(filtersOf(amount, 'amount', empty)).toBeUndefined();
    expect(filtersOf(amount, 'amount', { ...empty, from: '5', to: 'much' })).toBeUndefined();
    expect(filtersOf(columns[3] as Column, 'status', { ...empty, condition: 'in' })).toBeUndefined();
    expect(
      filtersOf(columns[0] as Column, 'name', { ...empty, condition: 'contains', text: ' ' }),
    ).toBeUndefined();
  });

  test('each kind begins with its usual condition', () => {
    expect(columns.slice(0, 5).map((column) => conditionsFor(column)[0])).toEqual([
      'contains',
      'range',
      'range',
      'in',
      'eq',
    ]);
    expect(draftOf(columns[3] as Column, 'status', [filter('status', 'null')]).condition).toBe('null');
    const made = filtersOf(columns[4] as Column, 'open', {
      ...draftOf(columns[4] as Column, 'open', []),
      text: 'false',
    });
    expect(made).toEqual([filter('open', 'eq', false)]);
  });
});

describe('selection', () => {
  const order = ['a', 'b', 'c', 'd', 'e'];

  test('Shift takes all from the last to here, either way', () => {
    const down = toggleRange(toggle(selectionOf(), 'b'), 'd', order);
    expect([...down.keys]).toEqual(['b', 'c', 'd']);
    const up = toggleRange(toggle(selectionOf(), 'd'), 'b', order);
    expect([...up.keys].sort()).toEqual(['b', 'c', 'd']);
    const off = toggleRange({ keys: new Set(order), anchor: 'a' }, 'c', order);
    expect([...off.keys]).toEqual(['d', 'e']);
  });

  test('a range needs both ends on the page', () => {
    expect([...toggleRange({ keys: new Set(['z']), anchor: 'z' }, 'c', order).keys]).toEqual(['z', 'c']);
  });

  test('one only', () => {
    expect([...toggle(toggle(selectionOf(), 'a', true), 'b', true).keys]).toEqual(['b']);
    expect([...toggle(selectionOf(['b']), 'b', true).keys]).toEqual(['b']);
  });

  test('a page at a time; other pages stay', () => {
    const some = selectionOf(['z', 'a']);
    expect(pageState(some, order)).toBe('some');
    const all = togglePage(some, order);
    expect(pageState(all, order)).toBe('all');
    expect(counts(all, order)).toEqual({ chosen: 6, elsewhere: 1 });
    expect([...togglePage(all, order).keys]).toEqual(['z']);
    expect(pageState(selectionOf(), order)).toBe('none');
  });

  test('a page, and all that match, are offered where so many may be chosen', () => {
    const page = ['a', 'b'];
    const none = selectionOf();
    expect([pageFits(none, page, 2), pageFits(none, page, 1), pageFits(none, page, undefined)]).toEqual([
      true,
      false,
      true,
    ]);
    expect([pageFits(selectionOf(['a', 'z']), page, 3), pageFits(selectionOf(['y', 'z']), page, 3)]).toEqual([
      true,
      false,
    ]);
    const offers = (keys: string[], total: number, max?: number) =>
      offersAll(selectionOf(keys), page, total, max);
    expect([offers([], 40), offers([], 40, 40), offers([], 40, 39)]).toEqual([true, true, false]);
    expect([offers([], 2, 2), offers(['z'], 2, 2), offers(['a', 'b'], 2)]).toEqual([true, false, false]);
    expect(offersAll(selectionOf(['z']), [], 0, undefined)).toBe(false);
  });

  test('limits', () => {
    expect([outside(0, 1, 2), outside(1, 1, 2), outside(3, 1, 2), outside(9, undefined, undefined)]).toEqual([
      'few',
      undefined,
      'many',
      undefined,
    ]);
  });
});

const names = (table: TableProps, state: Partial<TableState>) =>
  viewOf(table, { ...first, ...state }, true).rows.map((row) => row.data.name);
const count = (table: TableProps, state: Partial<TableState> = {}) =>
  countText(viewOf(table, { ...first, ...state }, false), t);

describe('rows', () => {
  const rows = (...given: (string | number | null)[]) =>
    given.map((name, i) => ({ key: String(i), data: { name } }));

  test('rows at hand are sorted by language, numbers within text by size, empty last either way', () => {
    const table = { columns, data: rows('b10', null, 'b9', 'Ä', 'a') };
    expect(names(table, { sortColumn: 'name', sortDirection: 'asc' })).toEqual(['a', 'Ä', 'b9', 'b10', null]);
    expect(names(table, { sortColumn: 'name', sortDirection: 'desc' })).toEqual([
      'b10',
      'b9',
      'Ä',
      'a',
      null,
    ]);
    expect(names({ columns, data: rows(10, 9, -1) }, { sortColumn: 'name', sortDirection: 'asc' })).toEqual([
      -1, 9, 10,
    ]);
    expect(
      names({ columns, data: rows('9007199254740993', 5) }, { sortColumn: 'name', sortDirection: 'desc' }),
    ).toEqual(['9007199254740993', 5]);
    expect(names(table, { sortColumn: 'nowhere', sortDirection: 'asc' })).toEqual([
      'b10',
      null,
      'b9',
      'Ä',
      'a',
    ]);
  });

  test('rows at hand are searched and paged', () => {
    const table = { columns, data: rows('Ada', 'Ben', 'ada b') };
    expect(names(table, { queryTerm: ' ADA ' })).toEqual(['Ada', 'ada b']);
    const view = viewOf(table, { ...first, pageSize: 2, offset: 2 }, true);
    expect(view).toMatchObject({ from: 3, to: 3, total: 3, hasPrevious: true, hasNext: false });
    expect(
      names(
        { columns, data: [{ key: 'x', data: {}, filterValue: 'Secret words' }] },
        { queryTerm: 'secret' },
      ),
    ).toHaveLength(1);
  });

  test('pages by offset', () => {
    const table = { columns, data: rows('a', 'b', 'c'), totalRecords: 12000 };
    const state = { ...first, pageSize: 2, offset: 2 };
    const view = viewOf(table, state, false);
    expect(view).toMatchObject({ from: 3, to: 4, hasPrevious: true, hasNext: true, paging: 'offset' });
    expect(countText(view, t)).toBe('3–4 of 12,000');
    expect(pageBy(table, state, view, 1)).toEqual({ offset: 4, pageSize: 2 });
    expect(pageBy(table, state, view, -1)).toEqual({ offset: 0, pageSize: 2 });
  });

  test('pages by cursor, counting along', () => {
    const table = {
      columns,
      data: rows('a', 'b'),
      totalRecords: 12000,
      totalIsEstimate: true,
      nextCursor: 'n',
      prevCursor: 'p',
    };
    const state = { ...first, pageSize: 2, offset: 2, after: 'old' };
    const view = viewOf(table, state, false);
    expect(countText(view, t)).toBe('3–4 of more than 12,000');
    expect(pageBy(table, state, view, 1)).toEqual({ offset: 4, pageSize: 2, after: 'n' });
    expect(pageBy(table, state, view, -1)).toEqual({ offset: 0, pageSize: 2, before: 'p' });
    const last = viewOf({ ...table, nextCursor: undefined }, state, false);
    expect([last.hasNext, last.paging]).toEqual([false, 'keyset']);
  });

  test('counts', () => {
    expect(count({ data: [], totalRecords: 0 })).toBe('No rows');
    expect(count({ data: rows('a'), totalRecords: 1 })).toBe('1 row');
    expect(count({ data: rows('a', 'b'), totalRecords: 2 })).toBe('2 rows');
    expect(count({ data: rows('a', 'b') })).toBe('1–2');
  });
});
