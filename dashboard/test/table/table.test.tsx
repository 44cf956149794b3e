import { act } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as tables from '../../src/io/tables';
import type { IOComponent, Renderer } from '../../src/io/types';
import type { TableProps } from '../../src/table/model';
import { t } from '../../src/text/t';
import { answerOf, button, byLabel, click, component, draw, key, type } from '../io/screen';

const Table: Renderer = tables.Table;
const SelectTable: Renderer = tables.SelectTable;

const columns = [
  { label: 'Name', accessorKey: 'name', filter: { kind: 'text' as const } },
  { label: 'Amount', accessorKey: 'amount', type: 'money' as const, currency: 'EUR', sortable: false },
  { label: 'Status', accessorKey: 'status', type: 'enum' as const, colors: { paid: 'green' } },
];
const row = (i: number) => ({ key: `k${i}`, data: { name: `Row ${i}`, amount: i * 100, status: 'paid' } });
const rows = (count: number) => Array.from({ length: count }, (_, i) => row(i));
const remote = { isStateful: true, label: 'Charges' };
const table = (props: TableProps, more: Partial<IOComponent> = remote) =>
  component(props as Record<string, unknown>, more);
const texts = (place: HTMLElement, what: string) =>
  [...place.querySelectorAll(what)].map((each) => each.textContent);

let narrow = false;
beforeEach(() => {
  vi.useFakeTimers();
  narrow = false;
  vi.spyOn(window, 'matchMedia').mockImplementation(
    () =>
      ({
        matches: narrow,
        addEventListener: () => undefined,
        removeEventListener: () => undefined,
      }) as unknown as MediaQueryList,
  );
});
afterEach(() => void vi.useRealTimers());

describe('a table', () => {
  const first = table({ columns, data: rows(20), totalRecords: 12000, totalIsEstimate: true });

  test('is named, with headings, cells by type and its place in the whole', () => {
    const { place } = draw(Table, first);
    expect(place.querySelector('table')?.getAttribute('aria-label')).toBe('Charges');
    expect(texts(place, 'th[scope=col]')).toEqual(['Name', 'Amount', 'Status']);
    expect(texts(place, 'tbody tr:nth-child(2) td')).toEqual(['Row 1', '1.00\u00a0EUR', 'paid']);
    expect(place.querySelector('output')?.textContent).toBe('1–20 of more than 12,000');
  });

  test('leaves out what is hidden until it is chosen, and remembers that it was', () => {
    localStorage.clear();
    const hidden = columns.map((column, index) => ({ ...column, hidden: index > 0 }));
    const few = table({ columns: hidden, data: rows(2) });
    const { place, redraw } = draw(Table, few);
    expect(texts(place, 'th[scope=col]')).toEqual(['Name']);
    expect(localStorage.length).toBe(0);

    localStorage.setItem('table.columns ["Charges","name","amount","status"]', JSON.stringify(['status']));
    redraw(table({ columns: [...hidden], data: rows(2) }));
    expect(texts(place, 'th[scope=col]')).toEqual(['Name', 'Amount']);
    localStorage.clear();
  });

  test('rows that are on their way have their places kept, and are not counted', () => {
    const { place, redraw } = draw(Table, table({ columns, data: [], isAsync: true, loading: true }));
    expect(place.textContent).toContain('Loading');
    expect(place.querySelector('[aria-busy=true]')).not.toBeNull();
    expect(place.querySelector('output')).toBeNull();
    redraw(table({ columns, data: rows(2), isAsync: true, totalRecords: 2 }));
    expect(place.querySelector('output')?.textContent).toBe('2 rows');
    expect(place.querySelector('[aria-busy=true]')).toBeNull();
  });

  test('a heading asks for its order and says which it is', () => {
    const screen = draw(Table, first);
    click(button(screen.place, 'Name'));
    expect(screen.states).toEqual([{ offset: 0, pageSize: 20, sortColumn: 'name', sortDirection: 'asc' }]);
    screen.redraw(first, { state: screen.states[0] });
    expect(screen.place.querySelector('th[aria-sort]')?.getAttribute('aria-sort')).toBe('ascending');
    click(button(screen.place, 'Name'));
    expect(screen.states[1]).toMatchObject({ sortDirection: 'desc' });
    expect([...screen.place.querySelectorAll('th button')].map((each) => each.textContent)).toEqual([
      'Name',
      'Status',
    ]);
  });

  test('searching waits for a pause, then asks from the first page; Enter does not wait', () => {
    const screen = draw(Table, first, { state: { offset: 40, pageSize: 20 } });
    const box = byLabel(screen.place, 'Search Charges');
    type(box, 'ad');
    act(() => void vi.advanceTimersByTime(299));
    expect(screen.states).toEqual([]);
    act(() => void vi.advanceTimersByTime(1));
    expect(screen.states).toEqual([{ offset: 0, pageSize: 20, queryTerm: 'ad' }]);
    type(box, 'ada');
    expect(key(box, 'Enter').defaultPrevented).toBe(true);
    act(() => void vi.advanceTimersByTime(1000));
    expect(screen.states).toHaveLength(2);
  });

  test('pages turn by offset, or by cursor', () => {
    const screen = draw(Table, first);
    expect(button(screen.place, 'Previous').disabled).toBe(true);
    click(button(screen.place, 'Next'));
    expect(screen.states).toEqual([{ offset: 20, pageSize: 20 }]);
    const keyset = draw(Table, table({ columns, data: rows(20), nextCursor: 'n' }));
    click(button(keyset.place, 'Next'));
    expect(keyset.states).toEqual([{ offset: 20, pageSize: 20, after: 'n' }]);
  });

  test('the first row of a turned page has the focus once it is there', () => {
    const screen = draw(Table, first);
    click(button(screen.place, 'Next'));
    screen.redraw(first, { state: screen.states[0], stale: true });
    expect(document.activeElement?.tagName).not.toBe('TR');
    screen.redraw(table({ columns, data: [row(20), row(21)], totalRecords: 22 }), {
      state: screen.states[0],
    });
    expect(document.activeElement?.getAttribute('data-key')).toBe('k20');
    expect(screen.place.querySelector('output')?.textContent).toBe('21–22 of 22');
  });

  test('old rows stay while new ones are fetched, and dim after 150 ms', () => {
    const screen = draw(Table, first);
    screen.redraw(first, { state: { offset: 0, pageSize: 20, queryTerm: 'x' }, stale: true });
    expect(screen.place.querySelectorAll('tbody tr')).toHaveLength(20);
    const box = screen.place.querySelector('[aria-busy=true]');
    expect(box?.hasAttribute('data-late')).toBe(false);
    act(() => void vi.advanceTimersByTime(150));
    expect(box?.hasAttribute('data-late')).toBe(true);
  });

  test('nothing matches: says by what, and clears it', () => {
    const state = {
      offset: 0,
      pageSize: 20,
      queryTerm: 'ada',
      filters: [{ column: 'name', op: 'contains', value: 'x' }],
    };
    const screen = draw(Table, table({ columns, data: [], totalRecords: 0 }), { state });
    expect(screen.place.textContent).toContain('Nothing matches “ada” with 1 filter.');
    expect(button(screen.place, 'Name contains x')).toBeTruthy();
    click(
      [...screen.place.querySelectorAll('button')]
        .filter((each) => each.textContent === 'Clear filters')
        .at(-1) as HTMLElement,
    );
    expect(screen.states).toEqual([{ offset: 0, pageSize: 20 }]);
    expect(draw(Table, table({ columns, data: [], totalRecords: 0 })).place.textContent).toContain(
      'Nothing here yet.',
    );
  });

  test('a chip takes its filter away, the editor makes one', () => {
    const state = { offset: 20, pageSize: 20, filters: [{ column: 'name', op: 'contains', value: 'x' }] };
    const screen = draw(Table, first, { state });
    click(button(screen.place, 'Remove filter: Name contains x'));
    expect(screen.states).toEqual([{ offset: 0, pageSize: 20 }]);
    click(button(screen.place, 'Filter'));
    click(
      [...screen.place.querySelectorAll<HTMLElement>('[role=menuitem]')].find(
        (each) => each.textContent === 'Name',
      ) as HTMLElement,
    );
    const dialog = screen.place.querySelector('dialog') as HTMLElement;
    const value = byLabel(dialog, 'Value') as HTMLInputElement;
    expect(value.value).toBe('x');
    type(value, 'ben');
    act(
      () =>
        void dialog
          .querySelector('form')
          ?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })),
    );
    expect(screen.states[1]).toEqual({
      offset: 0,
      pageSize: 20,
      zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
      filters: [{ column: 'name', op: 'contains', value: 'ben' }],
    });
  });

  test('a failure is said above the old rows and can be tried again', () => {
    const screen = draw(Table, first, { error: 'The database did not answer.' });
    expect(screen.place.querySelector('[role=alert]')?.textContent).toContain('The database did not answer.');
    expect(screen.place.querySelectorAll('tbody tr')).toHaveLength(20);
    click(button(screen.place, 'Try again'));
    expect(screen.states).toEqual([{ offset: 0, pageSize: 20 }]);
  });

  test('a failure takes the place of rows that could be worked on together', () => {
    const bulk = [{ label: 'Close', route: 'close' }];
    const of = table({ columns, data: rows(20), totalRecords: 1200, bulk });
    const screen = draw(Table, of);
    click(byLabel(screen.place, 'Select Row 1'));
    screen.redraw(of, {
      error: 'The database did not answer.',
      state: { offset: 0, pageSize: 20, queryTerm: 'x' },
    });
    expect(screen.place.querySelectorAll('tbody tr')).toHaveLength(0);
    expect(screen.place.textContent).toContain('1 selected');
    expect(screen.place.textContent).not.toContain('1,200');
    expect(byLabel(screen.place, 'Search Charges')).not.toBeNull();
    button(screen.place, 'Try again');
  });

  test('a host that sends rows only when asked is asked once', () => {
    const waiting = table({ isAsync: true, data: [], columns: [] });
    const screen = draw(Table, waiting);
    screen.redraw(waiting, { stale: true });
    expect(screen.states).toEqual([{ offset: 0, pageSize: 20 }]);
    expect(screen.place.textContent).toContain('Loading rows…');
    expect(draw(Table, waiting, { readOnly: true }).states).toEqual([]);
    expect(draw(Table, table({ isAsync: true, data: [], columns, totalRecords: 0 })).states).toEqual([]);
  });

  test('rows nobody can be asked for are sorted and searched here', () => {
    const screen = draw(Table, table({ columns, data: rows(3) }, { isStateful: false, label: 'Charges' }));
    click(button(screen.place, 'Name'));
    click(button(screen.place, 'Name'));
    expect(texts(screen.place, 'tbody tr td:first-child')).toEqual(['Row 2', 'Row 1', 'Row 0']);
    type(byLabel(screen.place, 'Search Charges'), 'row 1');
    act(() => void vi.advanceTimersByTime(300));
    expect(texts(screen.place, 'tbody tr td:first-child')).toEqual(['Row 1']);
    expect(screen.states).toEqual([]);
  });

  test('rows open by their link and have a menu', () => {
    const data = [
      {
        ...row(0),
        route: 'charges/record',
        params: { id: 7 },
        menu: [
          { label: 'Refund', route: 'refund', theme: 'danger' },
          { label: 'Off', disabled: true },
        ],
      },
    ];
    const { place } = draw(Table, table({ columns, data, totalRecords: 1 }));
    const link = place.querySelector<HTMLAnchorElement>('a[data-row]') as HTMLAnchorElement;
    expect(link.getAttribute('href')).toBe('/charges/record?id=7');
    const clicked = vi.spyOn(link, 'click').mockImplementation(() => undefined);
    click(place.querySelector('tbody td:last-child') as HTMLElement);
    click(place.querySelector('tbody td:nth-child(2)') as HTMLElement);
    expect(clicked).toHaveBeenCalledTimes(2);
    click(button(place, 'Actions for Row 0'));
    expect(clicked).toHaveBeenCalledTimes(2);
    const items = [...place.querySelectorAll('[role=menuitem]')];
    expect(
      items.map((item) => [item.textContent, item.getAttribute('href'), item.getAttribute('aria-disabled')]),
    ).toEqual([
      ['Refund', '/refund', null],
      ['Off', null, 'true'],
    ]);
  });

  test.each([false, true])('no two menus of a page are called the same, on a phone (%s) too', (phone) => {
    narrow = phone;
    const menu = [{ label: 'Refund', route: 'refund' }];
    const called = (names: (string | undefined)[]) => {
      const data = names.map((name, i) => ({ ...row(i % 2), key: `k${i}`, name, menu }));
      const { place } = draw(Table, table({ columns, data, totalRecords: data.length }));
      return texts(place, 'button[aria-haspopup=menu]').filter((text) => text?.startsWith('Actions for'));
    };
    expect(called([undefined, undefined])).toEqual(['Actions for Row 0', 'Actions for Row 1']);
    expect(called([undefined, undefined, undefined])).toEqual([
      'Actions for Row 0 (1)',
      'Actions for Row 1',
      'Actions for Row 0 (3)',
    ]);
    expect(called(['Ann', 'Ann', 'Ben'])).toEqual([
      'Actions for Ann (k0)',
      'Actions for Ann (k1)',
      'Actions for Ben',
    ]);
  });

  test('j and k move between rows, Enter opens', () => {
    const data = rows(3).map((each) => ({ ...each, route: 'charge' }));
    const { place } = draw(Table, table({ columns, data, totalRecords: 3 }));
    const all = [...place.querySelectorAll<HTMLElement>('tbody tr')];
    act(() => all[0]?.focus());
    key(all[0] as HTMLElement, 'j');
    key(all[1] as HTMLElement, 'ArrowDown');
    expect(document.activeElement).toBe(all[2]);
    key(all[2] as HTMLElement, 'k');
    expect(document.activeElement).toBe(all[1]);
    const opened = vi
      .spyOn(all[1]?.querySelector('a') as HTMLAnchorElement, 'click')
      .mockImplementation(() => undefined);
    key(all[1] as HTMLElement, 'Enter');
    expect(opened).toHaveBeenCalledOnce();
  });

  test('a long key is short and whole by its title, unless its column has a width', () => {
    const uuid = '0f8fad5b-d9cb-469f-a165-70867728950e';
    const ids = (more: object) =>
      draw(
        Table,
        table({
          columns: [
            { label: 'ID', accessorKey: 'id', type: 'id' },
            { label: 'Of', accessorKey: 'of', ...more },
          ],
          data: [{ key: uuid, data: { id: uuid, of: uuid } }],
        }),
      ).place.querySelectorAll('[data-short]');
    expect([...ids({})].map((each) => [each.textContent, each.getAttribute('title')])).toEqual([
      [uuid, uuid],
      [uuid, uuid],
    ]);
    expect(ids({ width: 300 })).toHaveLength(1);
    narrow = true;
    expect(ids({})).toHaveLength(2);
  });

  test('a card has the columns that are said to be on it before others', () => {
    narrow = true;
    const names = ['Name', 'A', 'B', 'C', 'Role', 'Since'];
    const card = (always: string[], route?: string) =>
      draw(
        Table,
        table({
          columns: names.map((label) => ({ label, accessorKey: label, onCards: always.includes(label) })),
          data: [
            { key: '1', route, data: Object.fromEntries(names.map((name) => [name, name.toLowerCase()])) },
          ],
        }),
      ).place.querySelector('li')?.textContent;
    expect(card([], 'x')).toBe('nameA aB bC c');
    expect(card(['Role', 'Since'], 'x')).toBe('nameA aRole roleSince since');
    expect(card(['A', 'B', 'C', 'Role'], 'x')).toBe('nameA aB bC cRole role');
    expect(card([])).toBe('nameA aB bC cRole roleSince since');
  });

  test('on a phone rows are cards with a menu for the order', () => {
    narrow = true;
    const screen = draw(Table, first);
    expect(screen.place.querySelector('table')).toBeNull();
    expect(screen.place.querySelectorAll('li[data-key]')).toHaveLength(20);
    expect(screen.place.querySelector('li')?.textContent).toBe('Row 0paidAmount 0.00\u00a0EUR');
    click(button(screen.place, 'Sort'));
    const down = [...screen.place.querySelectorAll<HTMLElement>('[role=menuitemradio]')].find(
      (each) => each.textContent === 'Name, highest first',
    );
    click(down as HTMLElement);
    expect(screen.states).toEqual([{ offset: 0, pageSize: 20, sortColumn: 'name', sortDirection: 'desc' }]);
  });
});

describe('rows to work on', () => {
  const list = (props: TableProps) => {
    const bulk = [{ label: 'Edit', route: 'charges/bulk/edit' }];
    const screen = draw(Table, table({ columns, data: rows(2), isAsync: true, bulk, ...props }));
    click(screen.place.querySelectorAll<HTMLElement>('td input')[0]!);
    return screen.place;
  };
  const bar = (place: HTMLElement) =>
    place.querySelector('[role=group][aria-label="Selected rows"]')?.textContent;
  const limit = 'At most 500 can be worked on at once. Search or filter the list first where more match.';

  test('all that match may be more than can be worked on where nobody has counted', () => {
    const place = list({ totalRecords: 400, totalIsEstimate: true, bulkMost: 500 });
    expect(bar(place)).not.toContain(limit);
    click(button(place, 'Select all 400+ matching'));
    expect(bar(place)).toContain(limit);
    expect(button(place, 'Edit').disabled).toBe(false);
  });

  test('all that match are not offered where they are known to be too many', () => {
    const place = list({ totalRecords: 1501, bulkMost: 500 });
    expect(bar(place)).not.toContain('Select all');
    expect(bar(place)).toContain('Not all of these can be worked on at once, but at most 500.');
    expect(button(place, 'Edit').disabled).toBe(false);
  });

  test('nothing is said of a limit where all of them are within', () => {
    const place = list({ totalRecords: 500, bulkMost: 500 });
    click(button(place, 'Select all 500 matching'));
    expect(bar(place)).not.toContain('at most');
  });
});

describe('choosing rows', () => {
  const of = table({ columns, data: rows(5), totalRecords: 40, minSelections: 1, maxSelections: 3 });
  const some = table({ columns, data: rows(5), totalRecords: 40, minSelections: 1 });
  const boxes = (place: HTMLElement) => [...place.querySelectorAll<HTMLInputElement>('tbody input')];

  test('boxes named by their row answer with keys', () => {
    const screen = draw(SelectTable, of);
    expect(boxes(screen.place).map((box) => box.getAttribute('aria-label'))[1]).toBe('Select Row 1');
    click(boxes(screen.place)[1] as HTMLElement);
    click(boxes(screen.place)[3] as HTMLElement, { shiftKey: true });
    expect(answerOf(SelectTable, of, screen.value())).toEqual([{ key: 'k1' }, { key: 'k2' }, { key: 'k3' }]);
    expect(screen.place.textContent).toContain('3 selected');
    expect(screen.place.textContent).toContain('Choose 1 to 3.');
    click(screen.place.querySelector('tbody tr td:nth-child(2)') as HTMLElement);
    expect(screen.value()).toEqual(['k1', 'k2', 'k3', 'k0']);
    expect(SelectTable.validate?.(of, screen.value() as string[], t)).toBe('Choose 1 to 3.');
  });

  test('the selection survives other pages and says so', () => {
    const screen = draw(SelectTable, some, { value: ['k1', 'k77'] });
    expect(screen.place.querySelector('output')?.textContent).toBe('2 selected, 1 not on this page');
    click(byLabel(screen.place, 'Select all rows of this page'));
    expect((screen.value() as string[]).length).toBe(6);
    click(byLabel(screen.place, 'Select all rows of this page'));
    expect(screen.value()).toEqual(['k77']);
    click(button(screen.place, 'Clear selection'));
    expect(screen.value()).toBeUndefined();
  });

  test('all matching are asked of the host and chosen when it has answered', () => {
    const screen = draw(SelectTable, some);
    click(button(screen.place, 'Select all 40 matching'));
    expect(screen.states).toEqual([{ offset: 0, pageSize: 20, isSelectAll: true }]);
    screen.redraw(some, { state: screen.states[0], stale: true });
    expect(screen.value()).toBeUndefined();
    const keys = Array.from({ length: 40 }, (_, i) => `k${i}`);
    screen.redraw(table({ ...(some.props as TableProps), selectedKeys: keys }), { state: screen.states[0] });
    expect(screen.value()).toEqual(keys);
    const other = table({ ...(some.props as TableProps), selectedKeys: [] });
    screen.redraw(other, { state: { offset: 20, pageSize: 20 } });
    expect(screen.value()).toEqual(keys);
  });

  test('all matching join what was chosen, and a refusal changes nothing', () => {
    const given = table({ ...(some.props as TableProps), selectedKeys: ['k1'] });
    const screen = draw(SelectTable, given, { value: ['k77', 'k1'] });
    const all = { offset: 0, pageSize: 20, isSelectAll: true };
    click(button(screen.place, 'Select all 40 matching'));
    screen.redraw(table({ ...(some.props as TableProps), selectedKeys: ['k1', 'k2'] }), { state: all });
    expect(screen.value()).toEqual(['k77', 'k1', 'k2']);
    click(button(screen.place, 'Select all 40 matching'));
    screen.redraw(given, { state: all, error: 'More than 5,000 rows match.' });
    expect(screen.value()).toEqual(['k77', 'k1', 'k2']);
  });

  test('more than may be chosen is not offered, nor all of nothing', () => {
    const offers = (props: TableProps) => {
      const { place } = draw(SelectTable, table({ columns, data: rows(5), totalRecords: 40, ...props }));
      return [place.textContent?.includes('matching'), place.querySelector('thead input') !== null];
    };
    expect(offers({ maxSelections: 40 })).toEqual([true, true]);
    expect(offers({ maxSelections: 39 })).toEqual([false, true]);
    expect(offers({ maxSelections: 4 })).toEqual([false, false]);
    expect(offers({ data: [], totalRecords: 0 })).toEqual([false, false]);
  });

  test('rows that could not be had are said to be missing in their place, until they are there', () => {
    const failing = {
      ...(of.props as TableProps),
      data: [],
      totalRecords: undefined,
      unavailable: 'No answer.',
    };
    const state = { offset: 0, pageSize: 20, queryTerm: 'ada', isSelectAll: true };
    const screen = draw(SelectTable, table(failing), { value: ['k1'], state, error: 'No answer.' });
    const alert = () => screen.place.querySelector('[role=alert]');
    expect(alert()?.textContent).toContain('No answer.');
    expect(document.getElementById('f-error')).toBeNull();
    expect(screen.place.querySelector('output')?.textContent).toBe('1 selected, 1 not on this page');
    expect(screen.place.textContent).not.toContain('matching');
    expect(screen.place.textContent).not.toContain('No rows');
    click(button(screen.place, 'Try again'));
    expect(screen.states).toEqual([{ offset: 0, pageSize: 20, queryTerm: 'ada' }]);
    screen.redraw(table(failing), { state, error: 'Choose 1 to 3.' });
    expect(alert()?.textContent).toContain('No answer.');
    expect(document.getElementById('f-error')?.textContent).toBe('Choose 1 to 3.');
    screen.redraw(of, { state });
    expect(alert()).toBeNull();
    expect(boxes(screen.place)[1]?.checked).toBe(true);
  });

  test('what is wrong with the answer leaves the rows where they are', () => {
    const screen = draw(SelectTable, of, { error: 'Choose 1 to 3.' });
    expect(screen.place.querySelector('[role=alert]')).toBeNull();
    expect(boxes(screen.place)).toHaveLength(5);
  });

  test('one that may be none can be taken back', () => {
    const one = table(
      { columns, data: rows(3), minSelections: 1, maxSelections: 1, selectedKeys: ['k2'] },
      { label: 'Row', isOptional: true },
    );
    const screen = draw(SelectTable, one);
    click(button(screen.place, 'Clear Row'));
    expect(answerOf(SelectTable, one, screen.value())).toBeNull();
  });

  test('exactly one is a radio', () => {
    const one = table({ columns, data: rows(3), minSelections: 1, maxSelections: 1 });
    const screen = draw(SelectTable, one);
    expect(boxes(screen.place).every((box) => box.type === 'radio')).toBe(true);
    click(boxes(screen.place)[0] as HTMLElement);
    click(boxes(screen.place)[2] as HTMLElement);
    expect(answerOf(SelectTable, one, screen.value())).toEqual([{ key: 'k2' }]);
  });

  test('defaults, nothing chosen, disabled', () => {
    const given = table({ columns, data: rows(2), selectedKeys: ['k1'] });
    expect(SelectTable.initial?.(given)).toEqual(['k1']);
    expect(answerOf(SelectTable, given, undefined)).toEqual([]);
    expect(answerOf(SelectTable, table({ columns, minSelections: 1 }), undefined)).toBeNull();
    expect(answerOf(SelectTable, component({}, { isOptional: true }), undefined)).toBeNull();
    const screen = draw(SelectTable, given, { disabled: true });
    expect(boxes(screen.place).every((box) => box.disabled)).toBe(true);
    click(screen.place.querySelector('tbody tr td:nth-child(2)') as HTMLElement);
    expect(screen.value()).toEqual(['k1']);
  });

  test('in short: names, or how many', () => {
    expect(SelectTable.summarize?.(of, [{ key: 'k1' }, { key: 'k0' }], t)).toBe('Row 0, Row 1');
    expect(SelectTable.summarize?.(of, [{ key: 'k1' }, { key: 'k99' }], t)).toBe('2 rows');
    expect(SelectTable.summarize?.(of, null, t)).toBe('');
    expect(draw(SelectTable, of, { readOnly: true, value: ['k2'] }).place.textContent).toBe('ChargesRow 2');
  });

  test('what is wrong is said and described', () => {
    const screen = draw(SelectTable, of, { error: 'Choose 1 to 3.' });
    expect(document.getElementById('f-error')?.textContent).toBe('Choose 1 to 3.');
    expect(screen.place.querySelector('section')?.getAttribute('aria-describedby')).toBe('f-error');
  });
});

test('a table headed like its screen does not say so twice', () => {
  const headed = (title: string) =>
    draw(Table, table({ columns, data: rows(1), totalRecords: 1 }), { title }).place.querySelectorAll('h2')
      .length;
  expect(headed('Charges')).toBe(0);
  expect(headed('Overview')).toBe(1);
});
