import { act } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as inputs from '../../src/io/inputs';
import type { Renderer } from '../../src/io/types';
import { t } from '../../src/text/t';
import { answerOf, button, byLabel, click, component, draw, key, type } from './screen';

const Search: Renderer = inputs.Search;

const results = (batch: number, ...labels: string[]) =>
  labels.map((label, i) => ({ label, value: `${batch}:${i}` }));
const many = (props: Record<string, unknown>, more = {}) =>
  component(props, { label: 'Ship to', isStateful: true, isMultiple: true, ...more });
const tags = (place: HTMLElement) =>
  [...place.querySelectorAll('li')].map((tag) => tag.firstChild?.textContent ?? '');
const option = (label: string) =>
  [...document.querySelectorAll<HTMLElement>('[role=option]')].find((each) => each.textContent === label);

describe('Search for several', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('what was chosen first stays when something else is searched, and goes along', () => {
    const screen = draw(Search, many({ results: results(0, 'Ada', 'Ben') }));
    const box = byLabel(screen.place, 'Ship to') as HTMLInputElement;
    act(() => box.focus());
    expect(option('Ben')).toBeUndefined(); // it opens when one asks for it
    click(box);
    click(option('Ben') as HTMLElement);
    expect(tags(screen.place)).toEqual(['Ben']);
    expect(screen.place.querySelector('output')?.textContent).toBe('1 selected');
    type(box, 'cy');
    act(() => void vi.advanceTimersByTime(120));
    expect(screen.states).toEqual([{ queryTerm: 'cy', chosen: ['0:1'] }]);
    screen.redraw(many({ results: results(1, 'Cyd'), chosen: results(0, 'x', 'Ben').slice(1) }), {
      state: screen.states[0],
    });
    click(option('Cyd') as HTMLElement);
    expect(answerOf(Search, many({}), screen.value())).toEqual(['0:1', '1:0']);
    expect(option('Cyd')?.getAttribute('aria-selected')).toBe('true');
    click(option('Cyd') as HTMLElement);
    expect(answerOf(Search, many({}), screen.value())).toEqual(['0:1']);
  });

  test('tags are taken back: by their buttons, by Delete on them, by Backspace in the empty box', () => {
    const of = many(
      { results: results(0, 'a', 'b', 'c', 'd') },
      { multipleProps: { defaultValue: ['0:0', '0:1', '0:2', '0:3', 'gone'] } },
    );
    const screen = draw(Search, of);
    expect(tags(screen.place)).toEqual(['a', 'b', 'c', 'd']);
    click(button(screen.place, 'Remove b'));
    expect(document.activeElement?.textContent).toBe('Remove c');
    key(button(screen.place, 'Remove c'), 'ArrowLeft');
    expect(document.activeElement?.textContent).toBe('Remove a');
    key(button(screen.place, 'Remove a'), 'Delete');
    expect(tags(screen.place)).toEqual(['c', 'd']);
    const box = byLabel(screen.place, 'Ship to');
    type(box, 'x');
    key(box, 'Backspace');
    expect(tags(screen.place)).toEqual(['c', 'd']);
    type(box, '');
    key(box, 'Backspace');
    expect(tags(screen.place)).toEqual(['c']);
    click(button(screen.place, 'Remove c'));
    expect(document.activeElement).toBe(box);
    expect(answerOf(Search, of, screen.value())).toEqual([]);
  });

  test('limits', () => {
    const of = many({ results: results(0, 'a', 'b'), minSelections: 1, maxSelections: 1 });
    expect(answerOf(Search, of, undefined)).toBeNull();
    expect(Search.missing?.(of, t)).toBe('Choose exactly 1.');
    expect(Search.validate?.(of, [{ value: '0:0' }, { value: '0:1' }], t)).toBe('Choose exactly 1.');
    expect(answerOf(Search, many({}, { isOptional: true }), undefined)).toBeNull();
  });

  test('answered: by the names that are known, and how many there are beside', () => {
    const of = many({ results: results(2, 'c', 'd'), chosen: results(1, 'a', 'b') });
    expect(Search.summarize?.(of, ['1:0', '2:1'], t)).toBe('a, d');
    expect(Search.summarize?.(of, ['1:0', '2:1', '0:0'], t)).toBe('a, d and 1 more');
    expect(Search.summarize?.(of, ['0:0', '0:1'], t)).toBe('2 selected');
    const value = Search.decode?.(['1:1', '0:9', 7], of);
    expect(draw(Search, of, { readOnly: true, value }).place.querySelector('dd')?.textContent).toBe(
      'b\nand 1 more',
    );
  });

  test('disabled nothing changes', () => {
    const of = many(
      { results: results(0, 'a'), disabled: true },
      { multipleProps: { defaultValue: ['0:0'] } },
    );
    const { place } = draw(Search, of);
    expect(button(place, 'Remove a').disabled).toBe(true);
    expect((byLabel(place, 'Ship to') as HTMLInputElement).disabled).toBe(true);
  });
});
