import { act } from 'react';
import { describe, expect, test } from 'vitest';
import * as choosing from '../../src/io/choosing';
import * as inputs from '../../src/io/inputs';
import { choicesOf, sectionsOf } from '../../src/io/options';
import type { Renderer } from '../../src/io/types';
import { formatDateTime } from '../../src/text/format';
import { t } from '../../src/text/t';
import { answerOf, button, byLabel, click, component, description, draw, key, type } from './screen';

const SelectMany: Renderer = choosing.SelectMany;
const Select: Renderer = inputs.Select;

const words = (...labels: string[]) => labels.map((label) => ({ label, value: label }));
const boxes = (place: HTMLElement) => [...place.querySelectorAll<HTMLInputElement>('input[type=checkbox]')];

describe('SelectMany', () => {
  const of = component(
    { options: [0, false, '', 'x'], defaultValue: [{ label: false, value: false }, 'gone'], helpText: 'Any' },
    { label: 'Answers' },
  );

  test('boxes in their order; the default may be false and what is no option is dropped', () => {
    const { place } = draw(SelectMany, of);
    expect(boxes(place).map((box) => box.checked)).toEqual([false, true, false, false]);
    const group = place.querySelector<HTMLElement>('[role=group]');
    expect(group?.getAttribute('aria-labelledby')).toBe('f-label');
    expect(group && description(group)).toBe('Any');
  });

  test('the answer is the options that are ticked, in their order', () => {
    const screen = draw(SelectMany, of, { value: undefined });
    click(byLabel(screen.place, 'x'));
    click(byLabel(screen.place, '0'));
    expect(answerOf(SelectMany, of, screen.value())).toEqual([
      { label: 0, value: 0 },
      { label: 'x', value: 'x' },
    ]);
    click(byLabel(screen.place, 'x'));
    click(byLabel(screen.place, '0'));
    expect(screen.value()).toBeUndefined();
    expect(answerOf(SelectMany, of, screen.value())).toEqual([]);
  });

  test('all and none', () => {
    const screen = draw(SelectMany, of);
    click(button(screen.place, 'Select all'));
    expect(screen.value()).toHaveLength(4);
    expect(button(screen.place, 'Select all').disabled).toBe(true);
    click(button(screen.place, 'Select none'));
    expect(screen.value()).toBeUndefined();
  });

  test.each([
    [{}, 0, '0 selected', undefined],
    [{ minSelections: 1 }, 0, '0 selected, at least 1 needed', 'Choose at least 1.'],
    [{ maxSelections: 2 }, 3, '3 of up to 2 selected', 'Choose at most 2.'],
    [{ minSelections: 1, maxSelections: 3 }, 2, '2 of 1–3 selected', undefined],
    [{ minSelections: 1, maxSelections: 2 }, 3, '3 of 1–2 selected', 'Choose 1 to 2.'],
    [{ minSelections: 2, maxSelections: 2 }, 1, '1 of 2 selected', 'Choose exactly 2.'],
  ])('limits %j with %i', (limits, count, text, wrong) => {
    const limited = component({ options: words('a', 'b', 'c'), ...limits });
    const value = ['string:a', 'string:b', 'string:c'].slice(0, count);
    const { place } = draw(SelectMany, limited, { value });
    expect(place.querySelector('output')?.textContent).toBe(text);
    expect(SelectMany.validate?.(limited, value, t)).toBe(wrong);
  });

  test('with fewer allowed than there are nothing takes all', () => {
    const { place } = draw(SelectMany, component({ options: words('a', 'b', 'c'), maxSelections: 2 }));
    expect([...place.querySelectorAll('button')].map((each) => each.textContent)).toEqual(['Select none']);
  });

  test('nothing ticked is an answer, unless it may be none or must be some', () => {
    const bare = (props: object, isOptional = false) =>
      answerOf(SelectMany, component({ options: words('a'), ...props }, { isOptional }), undefined);
    expect(bare({})).toEqual([]);
    expect(bare({}, true)).toBeNull();
    expect(bare({ minSelections: 1 })).toBeNull();
    expect(SelectMany.missing?.(component({ minSelections: 1 }), t)).toBe('Choose at least 1.');
  });

  test('many are searched, and all means all that are found', () => {
    const many = component(
      { options: words(...Array.from({ length: 20 }, (_, i) => `Row ${i}`)) },
      { label: 'Rows' },
    );
    const screen = draw(SelectMany, many);
    const box = byLabel(screen.place, 'Search Rows');
    type(box, 'row 1');
    expect(boxes(screen.place)).toHaveLength(11);
    const enter = key(box, 'Enter');
    expect(enter.defaultPrevented).toBe(true);
    click(button(screen.place, 'Select the 11 found'));
    type(box, '12');
    click(button(screen.place, 'Deselect the one found'));
    expect(screen.value()).toHaveLength(10);
    type(box, 'nowhere');
    expect(screen.place.textContent).toContain('Nothing found for nowhere');
    type(box, '');
    key(box, 'ArrowDown');
    const [first, second] = boxes(screen.place);
    expect(document.activeElement).toBe(first);
    key(first as HTMLElement, 'ArrowDown');
    expect(document.activeElement).toBe(second);
    key(second as HTMLElement, 'ArrowUp');
    expect(document.activeElement).toBe(first);
  });

  test('disabled, read-only and in short', () => {
    const { place } = draw(
      SelectMany,
      component({ options: words('a', 'b', 'c'), disabled: true, defaultValue: words('b') }),
    );
    expect(boxes(place).every((box) => box.disabled)).toBe(true);
    expect(place.querySelectorAll('button')).toHaveLength(0);
    const five = component({ options: words('a', 'b', 'c', 'd', 'e') }, { label: 'Pick' });
    const answer = words('e', 'b', 'a', 'c', 'd');
    expect(SelectMany.summarize?.(five, answer, t)).toBe('a, b, c and 2 more');
    expect(SelectMany.summarize?.(five, words('b', 'a'), t)).toBe('a, b');
    expect(SelectMany.summarize?.(five, [null, 7, {}], t)).toBe('');
    const shown = draw(SelectMany, five, {
      readOnly: true,
      value: SelectMany.decode?.(words('c', 'a'), five),
    });
    expect(shown.place.querySelector('dd')?.textContent).toBe('a\nc');
  });
});

describe('faces of options', () => {
  const options = [
    { label: 'Loose', value: 1 },
    { label: 'Ham', value: 2, group: 'Meat', description: 'Smoked', image: { url: '/ham.png' } },
    { label: 'Olive', value: 3, group: 'Other', imageUrl: '/olive.png' },
    { label: 'Egg', value: 4, group: 'Meat' },
  ];

  test('those without a heading come first, headings in the order they came', () => {
    const sections = sectionsOf(choicesOf({ options }));
    expect(sections.map(({ name, offers }) => [name, offers.map((offer) => offer.label)])).toEqual([
      ['', ['Loose']],
      ['Meat', ['Ham', 'Egg']],
      ['Other', ['Olive']],
    ]);
  });

  test('an instant reads as people write it', () => {
    const at = new Date('2024-02-29T09:30:00Z');
    expect(choicesOf({ options: [{ label: at, value: at }] })[0]?.label).toBe(formatDateTime(at));
  });

  test('beside boxes: named groups, the second line as description, a picture without words', () => {
    const { place } = draw(SelectMany, component({ options }));
    const groups = [...place.querySelectorAll('[role=group] [role=group]')];
    expect(
      groups.map(
        (group) => document.getElementById(group.getAttribute('aria-labelledby') ?? '')?.textContent,
      ),
    ).toEqual(['Meat', 'Other']);
    expect(description(byLabel(place, 'Ham'))).toBe('Smoked');
    const pictures = [...place.querySelectorAll('img')];
    expect(pictures.map((img) => [img.getAttribute('src'), img.alt])).toEqual([
      ['/ham.png', ''],
      ['/olive.png', ''],
    ]);
    act(() => void pictures[0]?.dispatchEvent(new Event('error')));
    expect(place.querySelectorAll('img')).toHaveLength(1);
  });

  test.each([
    ['a list', options.concat(options.map((each) => ({ ...each, value: each.value + 10 })))],
    ['a box to type in', Array.from({ length: 14 }, (_, i) => ({ ...options[i % 4], value: i }))],
  ])('in %s they stand under their headings', (_, given) => {
    const screen = draw(Select, component({ options: given }, { label: 'Pick' }));
    const trigger = screen.place.querySelector<HTMLElement>('button[aria-haspopup=listbox]');
    act(() => trigger?.focus());
    if (trigger?.id && screen.place.querySelector('[role=combobox]')) click(trigger);
    else key(trigger as HTMLElement, 'ArrowDown');
    const list = document.querySelector('[role=listbox]');
    const groups = [...(list?.querySelectorAll('[role=group]') ?? [])];
    expect(groups.map((group) => group.firstElementChild?.textContent)).toEqual(['Meat', 'Other']);
    expect(list?.querySelectorAll('[role=option]')).toHaveLength(given.length);
    const olive = [...(list?.querySelectorAll<HTMLElement>('[role=option]') ?? [])].find(
      (option) => option.textContent === 'Olive',
    );
    click(olive as HTMLElement);
    expect(answerOf(Select, component({ options: given }), screen.value())).toMatchObject({ label: 'Olive' });
  });
});
