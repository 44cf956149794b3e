import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as tables from '../../src/io/tables';
import type { Renderer } from '../../src/io/types';
import type { TableProps } from '../../src/table/model';
import { columns, rows, table } from './charges';
import { t } from '../../src/text/t';
import { answerOf, button, byLabel, click, component, draw } from '../io/screen';

const Table: Renderer = tables.Table;
const SelectTable: Renderer = tables.SelectTable;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

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
