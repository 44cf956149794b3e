import { act } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as inputs from '../../src/io/inputs';
import { choicesOf, drawnAs, matching } from '../../src/io/options';
import type { Renderer } from '../../src/io/types';
import { t } from '../../src/text/t';
import { answerOf, button, byLabel, click, component, description, draw, key, type } from './screen';

const Select: Renderer = inputs.Select;
const Search: Renderer = inputs.Search;
const DateField: Renderer = inputs.Date;

const options = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ label: `Option ${i}`, value: i }));

describe('Select', () => {
  const falsy = component(
    { options: [0, false, '', 'x'], defaultValue: { label: false, value: false }, helpText: 'One of them' },
    { label: 'Answer' },
  );

  test('few options are radios; the default may be false', () => {
    const { place } = draw(Select, falsy);
    const radios = [...place.querySelectorAll<HTMLInputElement>('input[type=radio]')];
    expect(radios.map((radio) => radio.checked)).toEqual([false, true, false, false]);
    const group = place.querySelector<HTMLElement>('[role=radiogroup]');
    expect(group?.getAttribute('aria-labelledby')).toBe('f-label');
    expect(group && description(group)).toBe('One of them');
  });

  test.each([
    [0, { label: 0, value: 0 }],
    [1, { label: false, value: false }],
    [2, { label: '', value: '' }],
    [3, { label: 'x', value: 'x' }],
  ])('radio %i answers its option', (index, expected) => {
    const screen = draw(Select, falsy, { value: undefined });
    const radio = screen.place.querySelectorAll<HTMLInputElement>('input[type=radio]')[index];
    click(radio as HTMLInputElement);
    expect(answerOf(Select, falsy, screen.value())).toEqual(expected);
  });

  test('number and text of the same look differ', () => {
    const of = component({
      options: [
        { label: 'Number', value: 1 },
        { label: 'Text', value: '1' },
      ],
    });
    expect(choicesOf(of.props).map((choice) => choice.key)).toEqual(['number:1', 'string:1']);
    expect(Select.summarize?.(of, { label: 'Text', value: '1' }, t)).toBe('Text');
    expect(answerOf(Select, of, Select.decode?.({ label: 'Text', value: '1' }, of))).toEqual({
      label: 'Text',
      value: '1',
    });
  });

  test('a default that is no option is dropped', () => {
    expect(
      Select.initial?.(component({ options: [1, 2], defaultValue: { label: '3', value: 3 } })),
    ).toBeUndefined();
    expect(answerOf(Select, component({ options: [1] }), 'number:7')).toBeNull();
  });

  test('an optional choice can be taken back', () => {
    const of = component({ options: [1, 2], defaultValue: 1 }, { label: 'Pick', isOptional: true });
    const screen = draw(Select, of);
    click(button(screen.place, 'Clear Pick'));
    expect(answerOf(Select, of, screen.value())).toBeNull();
  });

  test.each([
    [{ options: options(5) }, 'radios'],
    [{ options: options(6) }, 'list'],
    [{ options: options(12) }, 'list'],
    [{ options: options(13) }, 'search'],
    [{ options: options(2), searchable: true }, 'search'],
    [{ options: [{ label: 'x'.repeat(80), value: 1 }] }, 'list'],
  ])('%j is drawn as %s', (props, kind) => {
    expect(drawnAs(props, choicesOf(props))).toBe(kind);
  });

  test('some options are a list behind a button that carries label and choice', () => {
    const of = component(
      { options: options(8), defaultValue: { label: 'Option 3', value: 3 } },
      { label: 'Plan' },
    );
    const screen = draw(Select, of, { error: 'Not this one.' });
    const trigger = screen.place.querySelector<HTMLElement>('button[aria-haspopup=listbox]');
    expect(trigger?.textContent).toContain('Option 3');
    expect(trigger?.getAttribute('aria-labelledby')).toContain('f-label');
    expect(trigger && description(trigger)).toBe('Not this one.');
    act(() => trigger?.focus());
    key(trigger as HTMLElement, 'ArrowDown');
    const list = document.querySelector('[role=listbox]');
    expect(list?.querySelectorAll('[role=option]').length).toBe(8);
  });

  test('many are searched by words in any order, accents apart', () => {
    const choices = choicesOf({
      options: ['Zoë Müller', 'Ada Müller', 'Müller AG', 'Ben'].map((label) => ({ label, value: label })),
    });
    expect(matching(choices, 'muller').map((choice) => choice.label)).toEqual([
      'Müller AG',
      'Zoë Müller',
      'Ada Müller',
    ]);
    expect(matching(choices, 'MÜLLER ada').map((choice) => choice.label)).toEqual(['Ada Müller']);
    expect(matching(choices, 'x')).toEqual([]);
    expect(matching(choices, '', 2)).toHaveLength(2);
  });

  test('typing over a choice takes it back', () => {
    const of = component(
      { options: options(20), defaultValue: { label: 'Option 7', value: 7 } },
      { label: 'Plan' },
    );
    const screen = draw(Select, of);
    const box = byLabel(screen.place, 'Plan') as HTMLInputElement;
    expect(box.getAttribute('role')).toBe('combobox');
    expect(box.value).toBe('Option 7');
    type(box, 'Option 70');
    expect(answerOf(Select, of, screen.value())).toBeNull();
  });

  test('disabled and read-only', () => {
    const of = component({ options: [1, 2], defaultValue: 2, disabled: true }, { label: 'Pick' });
    const { place } = draw(Select, of);
    expect([...place.querySelectorAll<HTMLInputElement>('input')].every((radio) => radio.disabled)).toBe(
      true,
    );
    expect(draw(Select, of, { readOnly: true }).place.textContent).toBe('Pick2');
  });
});

const results = (...labels: string[]) => labels.map((label, i) => ({ label, value: `1:${i}` }));

describe('Search', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const of = component(
    { results: [{ label: 'Ada', value: '0:0', description: 'cus_1' }], placeholder: 'Name' },
    { label: 'Customer', isStateful: true },
  );

  test('asks once, 120 ms after the last key, and never for nothing', () => {
    const screen = draw(Search, of);
    const box = byLabel(screen.place, 'Customer') as HTMLInputElement;
    expect(box.placeholder).toBe('Name');
    type(box, 'b');
    act(() => void vi.advanceTimersByTime(100));
    type(box, 'be ');
    act(() => void vi.advanceTimersByTime(119));
    expect(screen.states).toEqual([]);
    act(() => void vi.advanceTimersByTime(1));
    expect(screen.states).toEqual([{ queryTerm: 'be' }]);
    type(box, '');
    act(() => void vi.advanceTimersByTime(500));
    expect(screen.states).toHaveLength(1);
  });

  test('says when nothing is found', () => {
    const screen = draw(Search, of);
    const box = byLabel(screen.place, 'Customer');
    type(box, 'zzz');
    act(() => void vi.advanceTimersByTime(200));
    screen.redraw(component({ results: [] }, { label: 'Customer', isStateful: true }), {
      state: { queryTerm: 'zzz' },
    });
    expect(document.querySelector('[role=listbox]')).toBeNull();
    expect(screen.place.querySelector('[role=status]')?.textContent).toBe('Nothing found for zzz');
    screen.redraw(component({ results: results('Zzzoe') }, { label: 'Customer', isStateful: true }), {
      state: { queryTerm: 'zzz' },
    });
    expect(document.querySelector('[role=listbox]')?.textContent).toBe('Zzzoe');
    expect(screen.place.querySelector('[role=status]')?.textContent).toBe('');
  });

  test('the answer is the key of what was chosen, kept when results change', () => {
    const screen = draw(Search, of);
    const box = byLabel(screen.place, 'Customer') as HTMLInputElement;
    type(box, 'ben');
    act(() => void vi.advanceTimersByTime(200));
    screen.redraw(component({ results: results('Ben', 'Bea') }, { label: 'Customer', isStateful: true }), {
      state: { queryTerm: 'ben' },
    });
    const option = [...document.querySelectorAll<HTMLElement>('[role=option]')].find(
      (each) => each.textContent === 'Bea',
    );
    click(option as HTMLElement);
    expect(answerOf(Search, of, screen.value())).toBe('1:1');
    expect(box.value).toBe('Bea');
    screen.redraw(component({ results: [] }, { label: 'Customer', isStateful: true }));
    expect(box.value).toBe('Bea');
    type(box, 'Be');
    expect(answerOf(Search, of, screen.value())).toBeNull();
  });

  test('near the end of the list more of it is asked for, also of an empty box', () => {
    let reachEnd = () => {};
    vi.stubGlobal(
      'IntersectionObserver',
      class {
        constructor(private seen: (entries: unknown[]) => void) {}
        observe(what: HTMLElement) {
          if (what.dataset['testid'] === 'loadMoreSentinel')
            reachEnd = () => act(() => this.seen([{ isIntersecting: true }]));
        }
        disconnect() {}
      },
    );
    const listing = (more: Record<string, unknown>, ...labels: string[]) =>
      component({ results: results(...labels), ...more }, { label: 'Customer', isStateful: true });
    const listed = () => [...document.querySelectorAll('[role=option]')].map((each) => each.textContent);
    const screen = draw(Search, listing({ more: true }, 'Ada'));
    const box = byLabel(screen.place, 'Customer') as HTMLInputElement;
    act(() => box.focus());
    click(box);
    reachEnd();
    expect(screen.states).toEqual([{ queryTerm: '', page: 1 }]);
    screen.redraw(listing({ more: true }, 'Ada', 'Ben'), { state: screen.states[0] });
    expect(listed()).toEqual(['Ada', 'Ben']);
    reachEnd();
    expect(screen.states[1]).toEqual({ queryTerm: '', page: 2 });

    type(box, 'be');
    act(() => void vi.advanceTimersByTime(200));
    screen.redraw(listing({ more: true }, 'Bea'), { state: { queryTerm: 'be' } });
    reachEnd();
    expect(screen.states[3]).toEqual({ queryTerm: 'be', page: 1 });
    screen.redraw(listing({ narrow: true }, 'Bea', 'Ben'), { state: screen.states[3] });
    expect(document.querySelector('section')?.textContent).toContain('These are the first 2. Type more');
    vi.unstubAllGlobals();
  });

  test('a default is chosen by its key', () => {
    const given = component({ results: results('Ben'), defaultValue: '1:0' }, { label: 'Customer' });
    const screen = draw(Search, given);
    expect((byLabel(screen.place, 'Customer') as HTMLInputElement).value).toBe('Ben');
    expect(Search.summarize?.(given, '1:0', t)).toBe('Ben');
    expect(draw(Search, given, { readOnly: true }).place.textContent).toBe('CustomerBen');
  });
});

describe('Date', () => {
  const day = { year: 2026, month: 11, day: 3 };
  const of = component(
    { defaultValue: day, min: { year: 2026, month: 11, day: 2 }, helpText: 'Of the booking' },
    { label: 'Booked' },
  );

  test('segments in order with names, label and help', () => {
    const { place } = draw(DateField, of, { error: 'Too late.' });
    const segments = [...place.querySelectorAll('[role=spinbutton]')];
    expect(segments.map((segment) => segment.textContent)).toEqual(['11', '03', '2026']);
    const group = place.querySelector<HTMLElement>('[role=group]');
    expect(group?.getAttribute('aria-labelledby')).toContain('f-label');
    expect(group && description(group)).toContain('Of the booking. On or after Nov 2, 2026. | Too late.');
  });

  test('t is today, a pasted day is taken', () => {
    const screen = draw(DateField, of);
    const segment = screen.place.querySelector<HTMLElement>('[role=spinbutton]') as HTMLElement;
    key(segment, 't');
    const now = new Date();
    expect(screen.value()).toEqual({
      year: now.getFullYear(),
      month: now.getMonth() + 1,
      day: now.getDate(),
    });
    const paste = new Event('paste', { bubbles: true, cancelable: true });
    Object.assign(paste, { clipboardData: { getData: () => '2027-01-31' } });
    act(() => void segment.dispatchEvent(paste));
    expect(answerOf(DateField, of, screen.value())).toEqual({ year: 2027, month: 1, day: 31 });
  });

  test('limits, text, taking back', () => {
    expect(DateField.validate?.(of, { year: 2026, month: 11, day: 1 }, t)).toBe('On or after Nov 2, 2026.');
    expect(DateField.validate?.(of, day, t)).toBeUndefined();
    expect(DateField.summarize?.(of, { ...day, jsDate: new Date() }, t)).toBe('Nov 3, 2026');
    const optional = draw(DateField, component({ defaultValue: day }, { label: 'Booked', isOptional: true }));
    click(button(optional.place, 'Clear Booked'));
    expect(optional.value()).toBeUndefined();
    expect(draw(DateField, of, { readOnly: true }).place.textContent).toBe('BookedNov 3, 2026');
  });

  test('disabled nothing changes it', () => {
    const screen = draw(DateField, component({ defaultValue: day, disabled: true }, { label: 'Booked' }));
    const segment = screen.place.querySelector<HTMLElement>('[data-type=month]') as HTMLElement;
    key(segment, 't');
    expect(screen.value()).toEqual(day);
  });
});
