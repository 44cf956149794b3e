import { act } from 'react';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadRenderer } from '../../src/io/registry';
import { TooLong, linesOf, pasted } from '../../src/io/sheetFile';
import { cellProblem, copied, hintOf, isHeader, mapped, newRow, withCells } from '../../src/io/sheetModel';
import type { Renderer } from '../../src/io/types';
import { t } from '../../src/text/t';
import { answerOf, component, draw, key } from './screen';

let Spreadsheet: Renderer;
beforeAll(async () => {
  Spreadsheet = await loadRenderer('INPUT_SPREADSHEET');
});

const fields = [
  { key: 'name', label: 'Full name', type: 'text' },
  { key: 'age', label: 'Age', type: 'int', optional: true },
  { key: 'credit', label: 'Credit', type: 'money', currency: 'USD', optional: true },
  { key: 'active', label: 'Active', type: 'boolean', optional: true },
];
const columns = { name: 'string', age: 'number?', credit: 'number?', active: 'boolean' };
const sheet = (props: Record<string, unknown> = {}) =>
  component({ columns, fields, maxRows: 5, ...props }, { label: 'People' });
const rows = (...lines: string[][]) => lines.map((cells) => newRow(cells));

describe('cells', () => {
  test.each([
    ['text', '', 'This field is required.'],
    ['int', '1,234', undefined],
    ['int', '1.5', 'Enter a whole number.'],
    ['number', 'x', 'Enter a number.'],
    ['money', '1.234', 'Enter a number with at most 2 decimal places.'],
    ['boolean', 'Yes', undefined],
    ['boolean', 'maybe', 'Enter yes or no.'],
    ['boolean', '', undefined],
    ['date', '2024-02-29', undefined],
    ['date', '2023-02-29', 'Enter a date like 2026-11-27.'],
    ['time', '24:00', 'Enter a time like 14:30.'],
    ['datetime', '2026-11-27 14:30', undefined],
    ['datetime', 'noon', 'Enter a date and time like 2026-11-27 14:30.'],
    ['email', 'nobody', 'Enter a valid e-mail address.'],
    ['enum', 'TEAM', undefined],
    ['enum', 'gold', 'Enter one of free, team.'],
  ])('%s %s', (type, text, want) => {
    const column = { key: 'x', label: 'X', type, currency: 'USD', options: ['free', 'team'] };
    expect(cellProblem(column, text, t)).toBe(want);
  });
});

describe('limits of columns', () => {
  const whole = { key: 'x', label: 'X', type: 'int', min: '1', max: '9', help: 'How many' };
  const amount = { key: 'x', label: 'X', type: 'money', currency: 'EUR', max: '100.00' };
  const code = { key: 'x', label: 'X', type: 'text', minLength: 2, maxLength: 4 };
  test.each([
    [whole, '9', undefined],
    [whole, '10', 'Between 1 and 9.'],
    [amount, '100', undefined],
    [amount, '100.01', 'At most 100.00\u00a0EUR.'],
    [code, 'ab', undefined],
    [code, 'a', 'Between 2 and 4 characters.'],
    [code, 'abcde', 'Between 2 and 4 characters.'],
  ])('%o %s', (column, text, want) => {
    expect(cellProblem(column, text, t)).toBe(want);
  });

  test('are said at the head', () => {
    expect(hintOf(whole, t)).toBe('How many\nBetween 1 and 9.');
    expect(hintOf(code, t)).toBe('Between 2 and 4 characters.');
    expect(hintOf({ key: 'x', label: 'X', type: 'text' }, t)).toBeUndefined();
  });
});

describe('answers', () => {
  test('are in the plainest form; blank rows keep the numbers of those below', () => {
    const value = rows(
      [' Ada ', '1,036', '$1.50', 'y'],
      ['', '', '', ''],
      ['Bo', 'x', '', ''],
      ['', '', '', ''],
    );
    expect(answerOf(Spreadsheet, sheet(), value)).toEqual([
      { name: 'Ada', age: '1036', credit: '1.5', active: true },
      {},
      { name: 'Bo', age: 'x', credit: null, active: null },
    ]);
  });

  test('an original host gets numbers and booleans', () => {
    const original = component({ columns });
    expect(answerOf(Spreadsheet, original, rows(['Ada', '36', '', '']))).toEqual([
      { name: 'Ada', age: 36, credit: null, active: null },
    ]);
    expect(draw(Spreadsheet, original).place.querySelectorAll('[role=columnheader]')).toHaveLength(5);
  });

  test('say at which cell they go wrong', () => {
    const value = rows(['Ada', 'x', '', ''], ['', '', '', 'maybe']);
    expect(Spreadsheet.validate?.(sheet(), value, t)).toBe(
      'Row 1, Age: Enter a number. 2 more cells are wrong.',
    );
    expect(Spreadsheet.validate?.(sheet({ minRows: 3 }), value, t)).toBe('Enter at least 3 rows.');
    const many = rows(...Array.from({ length: 6 }, () => ['Ada', '', '', '']));
    expect(Spreadsheet.validate?.(sheet(), many, t)).toContain('at most 5 rows');
    expect(Spreadsheet.isEmpty?.(rows(['', ' ', '', '']), sheet())).toBe(true);
  });
});

describe('files and pasting', () => {
  test('cells have tabs between them, quotes around lines', () => {
    expect(pasted('a\t"b\nc"\r\nd\te\r\n')).toEqual([
      ['a', 'b\nc'],
      ['d', 'e'],
    ]);
    expect(pasted('Ada, Countess of Lovelace')).toEqual([['Ada, Countess of Lovelace']]);
    expect(pasted('a,b\nc,d')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect(
      copied(rows(['a', 'b"c', ''], ['d', '\t', '']), { row: 1, column: 1 }, { row: 0, column: 0 }),
    ).toBe('a\t"b""c"\nd\t"\t"');
  });

  test('columns are found by their names, however they are written', () => {
    expect(mapped(fields, ['AGE', 'full_name', 'Other'])).toEqual([1, 0, -1, -1]);
    expect(isHeader(fields, ['Age', 'Full Name'])).toBe(true);
    expect(isHeader(fields, ['Ada', '36'])).toBe(false);
  });

  test('a block is cut at the last column and makes rows that are missing', () => {
    const next = withCells(rows(['a', 'b', 'c', 'd']), 4, { row: 1, column: 3 }, [['x', 'y'], ['z']]);
    expect(next.map((row) => row.cells)).toEqual([
      ['a', 'b', 'c', 'd'],
      ['', '', '', 'x'],
      ['', '', '', 'z'],
    ]);
  });

  test('a file that is too long is given up', async () => {
    const lines = 'a,b\n'.repeat(200_000);
    await expect(linesOf(new File([lines], 'a.csv'), 10)).rejects.toBeInstanceOf(TooLong);
    expect(await linesOf(new File(['a;b\r\n\r\n1;2'], 'a.csv'), 10)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });
});

describe('Spreadsheet', () => {
  const grid = (place: HTMLElement) => place.querySelector<HTMLElement>('[role=grid]')!;
  const texts = (place: HTMLElement) =>
    [...place.querySelectorAll('[role=row]')]
      .slice(1)
      .map((row) => [...row.querySelectorAll('[role=gridcell]')].map((cell) => cell.textContent?.trim()));

  test('begins with its rows and one to write in', () => {
    const screen = draw(Spreadsheet, sheet({ defaultValue: [{ name: 'Ada', active: true }] }));
    expect(texts(screen.place)).toEqual([
      ['Ada', '', '', 'Yes'],
      ['', '', '', ''],
    ]);
    expect(grid(screen.place).getAttribute('aria-rowcount')).toBe('3');
  });

  test('says how many rows there may be as a number is written', () => {
    const screen = draw(Spreadsheet, sheet({ maxRows: 1000 }));
    expect(screen.place.textContent).toContain('At most 1,000 rows.');
  });

  test('a cell is written by typing; Escape leaves it as it was', () => {
    const screen = draw(Spreadsheet, sheet());
    act(() => grid(screen.place).focus());
    key(grid(screen.place), 'A');
    const box = screen.place.querySelector<HTMLInputElement>('input[aria-label="Full name 1"]')!;
    expect(box.value).toBe('A');
    key(box, 'Enter');
    expect(texts(screen.place)[0]?.[0]).toBe('A');
    key(grid(screen.place), 'ArrowUp');
    key(grid(screen.place), 'Delete');
    expect(texts(screen.place)[0]?.[0]).toBe('');
    key(grid(screen.place), 'z', { ctrlKey: true });
    expect(texts(screen.place)[0]?.[0]).toBe('A');
  });

  test('what the service says of a cell stands until the cell changes', () => {
    const of = sheet({ defaultValue: [{ name: 'Ada' }, { name: 'Bo' }] });
    const screen = draw(Spreadsheet, of);
    screen.redraw(
      { ...of, props: { ...of.props, problems: [{ row: 1, key: 'name', message: 'Not Bo.' }] } },
      { error: 'Row 2' },
    );
    expect(screen.place.textContent).toContain('Row 2, Full name: Not Bo.');
    key(grid(screen.place), 'ArrowDown');
    key(grid(screen.place), 'Delete');
    expect(screen.place.textContent).not.toContain('Not Bo.');
  });
});
