import { act } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as tables from '../../src/io/tables';
import type { Renderer } from '../../src/io/types';
import { columns, row, rows, table } from './charges';
import { button, byLabel, click, draw, key, type } from '../io/screen';

const Table: Renderer = tables.Table;

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
