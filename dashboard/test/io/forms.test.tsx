import { act } from 'react';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadRenderer } from '../../src/io/registry';
import type { IOComponent, Renderer } from '../../src/io/types';
import { t } from '../../src/text/t';
import { answerOf, button, component, draw, type } from './screen';

let Forms: Renderer;
beforeAll(async () => {
  await Promise.all(['INPUT_TEXT', 'INPUT_BOOLEAN', 'INPUT_NUMBER'].map(loadRenderer));
  Forms = await loadRenderer('INPUT_FORMS');
});

const fields = [
  { methodName: 'INPUT_TEXT', label: 'Product', props: { maxLength: 5 } },
  { methodName: 'INPUT_NUMBER', label: 'Count', props: {} },
  { methodName: 'INPUT_BOOLEAN', label: 'Gift', props: {} },
  { methodName: 'INPUT_TEXT', label: 'Greeting', section: 2, props: {} },
];
const lines = (props: Record<string, unknown> = {}, more: Partial<IOComponent> = {}) =>
  component({ fields, entryLabel: 'Line', minItems: 1, maxItems: 3, ...props }, { label: 'Lines', ...more });
const two = [
  ['Tea', 2, false, null],
  ['Cup', 1, true, 'Enjoy'],
];

const form = (place: HTMLElement, name: string) =>
  place.querySelector<HTMLElement>(`[role=group][aria-label="${name}"]`);
const boxes = (place: HTMLElement, name: string) => [
  ...(form(place, name)?.querySelectorAll<HTMLInputElement>('input:not([type=checkbox])') ?? []),
];
const errors = (place: HTMLElement) =>
  [...place.querySelectorAll('[id$="-error"]')].map((each) => each.textContent);

describe('Forms', () => {
  test('begins with as many blank forms as are needed, or with none', () => {
    expect(draw(Forms, lines({ minItems: 2 })).place.querySelectorAll('li').length).toBe(2);
    const none = draw(Forms, lines({ minItems: 0 }, { isOptional: true }));
    expect(none.place.querySelectorAll('li').length).toBe(0);
    expect(answerOf(Forms, lines({ minItems: 0 }), none.value())).toBeNull();
    act(() => button(none.place, 'Add one').click());
    expect(document.activeElement).toBe(boxes(none.place, 'Line 1')[0]);
    expect(answerOf(Forms, lines(), none.value())).toEqual([{ values: [null, null, false, null] }]);
  });

  test('what was there keeps its place, wherever it is moved', () => {
    const of = lines({ defaultValue: two });
    const screen = draw(Forms, of);
    type(boxes(screen.place, 'Line 1')[0]!, 'Mug');
    act(() => button(screen.place, 'Move Line 1').click());
    const down = [...screen.place.querySelectorAll<HTMLElement>('[role=menuitem]')].find(
      (each) => each.textContent === 'Move down',
    );
    act(() => down?.click());
    act(() => button(screen.place, 'Add another').click());
    expect(screen.place.querySelector('[role=status]')?.textContent).toBe('Now entry 2 of 2');
    expect(button(screen.place, 'Add another').disabled).toBe(true);
    expect(answerOf(Forms, of, screen.value())).toEqual([
      { from: 1, values: ['Cup', 1, true, 'Enjoy'] },
      { from: 0, values: ['Mug', 2, false, null] },
      { values: [null, null, false, null] },
    ]);
    act(() => button(screen.place, 'Remove Line 1').click());
    expect(answerOf(Forms, of, screen.value())).toEqual([
      { from: 0, values: ['Mug', 2, false, null] },
      { values: [null, null, false, null] },
    ]);
  });

  test('a field comes with the answer that shows it, and is sent only then', () => {
    const of = lines({ defaultValue: two });
    const screen = draw(Forms, of);
    expect(boxes(screen.place, 'Line 1').length).toBe(2);
    expect(boxes(screen.place, 'Line 2').length).toBe(3);
    act(() => form(screen.place, 'Line 2')!.querySelector<HTMLInputElement>('[type=checkbox]')!.click());
    expect(boxes(screen.place, 'Line 2').length).toBe(2);
    expect(answerOf(Forms, of, screen.value())).toEqual([
      { from: 0, values: ['Tea', 2, false, null] },
      { from: 1, values: ['Cup', 1, false, null] },
    ]);
    act(() => form(screen.place, 'Line 2')!.querySelector<HTMLInputElement>('[type=checkbox]')!.click());
    expect(boxes(screen.place, 'Line 2')[2]?.value).toBe('Enjoy');
  });

  test('each field has its own message, and the list the first', () => {
    const of = lines({ defaultValue: [['too long', 2, true, null]] });
    const screen = draw(Forms, of);
    expect(errors(screen.place)).toEqual([]);
    const problem = Forms.validate?.(of, screen.value(), t);
    expect(problem).toBe('Entry 1, Product: At most 5 characters.');
    screen.redraw(of, { error: problem });
    expect(errors(screen.place)).toEqual(['At most 5 characters.', 'This field is required.']);
    const few = lines({ minItems: 2, defaultValue: [two[0]] });
    expect(Forms.validate?.(few, Forms.initial?.(few), t)).toBe('At least 2 entries. At most 3 entries.');
  });

  test("the service's messages stay at their fields until those are changed", () => {
    const of = lines({ defaultValue: two });
    const screen = draw(Forms, of);
    const refused = lines({
      defaultValue: two,
      problems: [
        { form: 1, at: 0, message: 'Sold out.' },
        { form: 0, at: 1, message: 'Only one.' },
      ],
    });
    screen.redraw(refused, { error: 'Entry 1, Count: Only one.' });
    expect(errors(screen.place)).toEqual(['Only one.', 'Sold out.']);
    screen.redraw(refused, {});
    type(boxes(screen.place, 'Line 1')[1]!, '1');
    expect(errors(screen.place)).toEqual(['Sold out.']);
  });

  test('an answer is shown again, and in short', () => {
    const of = lines({ defaultValue: two });
    const answer = [{ values: ['Pot', 3, true, 'Hi'] }, { from: 0, values: ['Tea', 2, false, null] }];
    expect(Forms.summarize?.(of, answer, t)).toBe('Pot, 3, Gift, Hi; Tea, 2');
    expect(Forms.summarize?.(of, 'odd', t)).toBe('');
    const screen = draw(Forms, of, { value: Forms.decode?.(answer, of), readOnly: true });
    expect(screen.place.textContent).toContain('Line 1ProductPotCount3GiftYesGreetingHi');
    expect(screen.place.querySelector('input')).toBeNull();
  });

  test('a list in a form has entries, messages and places of its own', () => {
    const inner = {
      methodName: 'INPUT_FORMS',
      label: 'Parcels',
      isOptional: true,
      props: { fields: [fields[0]] },
    };
    const nested = (props: Record<string, unknown> = {}) =>
      component(
        {
          fields: [fields[0], inner],
          defaultValue: [
            ['Tea', [['one'], ['two']]],
            ['Cup', []],
          ],
          ...props,
        },
        { label: 'Line' },
      );
    const of = nested();
    const screen = draw(Forms, of);
    type(boxes(form(screen.place, 'Line 1')!, 'Parcels 2')[0]!, 'deux');
    act(() => button(form(screen.place, 'Line 1')!, 'Remove Parcels 1').click());
    act(() => button(form(screen.place, 'Line 2')!, 'Add to Parcels').click());
    expect(document.activeElement).toBe(boxes(form(screen.place, 'Line 2')!, 'Parcels 1')[0]);
    expect(answerOf(Forms, of, screen.value())).toEqual([
      { from: 0, values: ['Tea', [{ from: 1, values: ['deux'] }]] },
      { from: 1, values: ['Cup', [{ values: [null] }]] },
    ]);

    const said = [
      {
        form: 0,
        at: 1,
        message: 'Entry 1, Product: Gone.',
        problems: [{ form: 0, at: 0, message: 'Gone.' }],
      },
      {
        form: 1,
        at: 1,
        message: 'Entry 1, Product: Needed.',
        problems: [{ form: 0, at: 0, message: 'Needed.' }],
      },
    ];
    const refused = nested({ problems: said });
    screen.redraw(refused, { error: 'Entry 1, Parcels: Entry 1, Product: Gone.' });
    expect(errors(screen.place)).toEqual(['Gone.', 'Needed.']);
    screen.redraw(refused, {});
    type(boxes(form(screen.place, 'Line 1')!, 'Parcels 1')[0]!, 'drei');
    expect(errors(screen.place)).toEqual(['Needed.']);

    const answer = [{ from: 0, values: ['Tea', [{ values: ['four'] }]] }];
    expect(Forms.summarize?.(of, answer, t)).toBe('Tea, four');
    const again = draw(Forms, of, { value: Forms.decode?.(answer, of), readOnly: true });
    expect(again.place.textContent).toContain('Parcels 1Productfour');
  });
});
