import { act } from 'react';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadRenderer } from '../../src/io/registry';
import type { IOComponent, Renderer } from '../../src/io/types';
import { t } from '../../src/text/t';
import { answerOf, button, byLabel, click, component, description, draw, key, type } from './screen';

let List: Renderer;
beforeAll(async () => {
  List = await loadRenderer('INPUT_LIST');
});

const boxes = (place: HTMLElement) => [...place.querySelectorAll<HTMLInputElement>('li input')];
const texts = (place: HTMLElement) => boxes(place).map((box) => box.value);

function paste(box: HTMLElement | undefined, text: string) {
  const event = new Event('paste', { bubbles: true, cancelable: true });
  Object.assign(event, { clipboardData: { getData: () => text } });
  act(() => void box?.dispatchEvent(event));
  return event;
}

describe('List', () => {
  const each = { methodName: 'INPUT_TEXT', props: { maxLength: 8 } };
  const tags = (props: Record<string, unknown> = {}, more: Partial<IOComponent> = {}) =>
    component({ each, ...props }, { label: 'Tags', ...more });

  test('begins with a blank row, which is no answer', () => {
    const of = tags({ helpText: 'For the shelf', minItems: 2, maxItems: 3 });
    const screen = draw(List, of);
    expect(texts(screen.place)).toEqual(['']);
    expect(byLabel(screen.place, 'Tags 1')).toBe(boxes(screen.place)[0]);
    const list = screen.place.querySelector<HTMLElement>('ol')!;
    expect(document.getElementById(list.getAttribute('aria-labelledby') ?? '')?.textContent).toBe('Tags');
    expect(description(list)).toBe('For the shelf. At least 2 entries. At most 3 entries.');
    expect(answerOf(List, of, screen.value())).toBeNull();
  });

  test('Enter adds a row below and goes there, until there is no more room', () => {
    const of = tags({ maxItems: 2 });
    const screen = draw(List, of);
    expect(key(boxes(screen.place)[0]!, 'Enter').defaultPrevented).toBe(false); // nothing to add below
    type(boxes(screen.place)[0]!, 'red');
    expect(key(boxes(screen.place)[0]!, 'Enter').defaultPrevented).toBe(true);
    expect(document.activeElement).toBe(boxes(screen.place)[1]);
    type(boxes(screen.place)[1]!, 'blue');
    expect(button(screen.place, 'Add another').disabled).toBe(true);
    key(boxes(screen.place)[1]!, 'Enter');
    expect(answerOf(List, of, screen.value())).toEqual(['red', 'blue']);
  });

  test('rows are moved by Alt and arrows, which keeps the focus, and by a menu', () => {
    const of = tags({ defaultValue: ['a', 'b', 'c'] });
    const screen = draw(List, of);
    act(() => boxes(screen.place)[0]!.focus());
    key(boxes(screen.place)[0]!, 'ArrowDown', { altKey: true });
    expect(texts(screen.place)).toEqual(['b', 'a', 'c']);
    expect(document.activeElement).toBe(boxes(screen.place)[1]);
    expect(screen.place.querySelector('[role=status]')?.textContent).toBe('Now entry 2 of 3');
    key(boxes(screen.place)[0]!, 'ArrowUp', { altKey: true });
    expect(texts(screen.place)).toEqual(['b', 'a', 'c']);
    click(button(screen.place, 'Move Tags 3'));
    click(
      [...document.querySelectorAll<HTMLElement>('[role=menuitem]')].find(
        (e) => e.textContent === 'Move up',
      )!,
    );
    expect(answerOf(List, of, screen.value())).toEqual(['b', 'c', 'a']);
  });

  test('rows are taken away, the last one becomes blank', () => {
    const of = tags({ defaultValue: ['a', 'b'] });
    const screen = draw(List, of);
    click(button(screen.place, 'Remove Tags 1'));
    expect(texts(screen.place)).toEqual(['b']);
    click(button(screen.place, 'Remove Tags 1'));
    expect(texts(screen.place)).toEqual(['']);
    expect(answerOf(List, of, screen.value())).toBeNull();
    type(boxes(screen.place)[0]!, 'x');
    click(button(screen.place, 'Add another'));
    key(boxes(screen.place)[1]!, 'Backspace');
    expect(texts(screen.place)).toEqual(['x']);
    expect(document.activeElement).toBe(boxes(screen.place)[0]);
  });

  test('pasted lines become rows, as far as there is room', () => {
    const screen = draw(List, tags({ maxItems: 3 }));
    expect(paste(boxes(screen.place)[0], 'one').defaultPrevented).toBe(false);
    paste(boxes(screen.place)[0], ' a \r\n\nb\n');
    expect(texts(screen.place)).toEqual(['a', 'b']);
    paste(boxes(screen.place)[0], 'x\ny\nz');
    expect(texts(screen.place)).toEqual(['a', 'x', 'b']);
  });

  test('says which row is wrong, there', () => {
    const of = tags({ defaultValue: ['fine', 'much too long'] });
    expect(List.validate?.(of, List.initial?.(of), t)).toBe('Entry 2: At most 8 characters.');
    const screen = draw(List, of, { error: 'Entry 2: At most 8 characters.' });
    expect(boxes(screen.place).map((box) => box.getAttribute('aria-invalid'))).toEqual([null, 'true']);
    expect(description(boxes(screen.place)[1]!)).toBe('At most 8 characters. | At most 8 characters.');
    expect(screen.place.textContent).not.toContain('Entry 2:');
    const elsewhere = draw(List, tags({ defaultValue: ['fine'] }), { error: 'Not that one.' });
    expect(elsewhere.place.textContent).toContain('Not that one.');
  });

  test.each([
    [{ minItems: 2 }, ['a'], 'At least 2 entries.'],
    [{ maxItems: 1 }, ['a', 'b'], 'Exactly 1 entry.'],
    [{ minItems: 2, maxItems: 2 }, ['a'], 'Exactly 2 entries.'],
    [{ minItems: 2, maxItems: 3 }, ['a', ' ', 'b'], undefined],
  ])('%j with %j → %j', (props, values, problem) => {
    const of = tags(props);
    expect(List.validate?.(of, List.decode?.(values, of), t)).toBe(problem);
  });

  test('entries of other kinds have their own values', () => {
    const of = component(
      {
        each: { methodName: 'INPUT_NUMBER', props: { currency: 'EUR', unit: 'minor' } },
        defaultValue: [1250],
      },
      { label: 'Prices' },
    );
    const screen = draw(List, of);
    expect(texts(screen.place)).toEqual(['12.50']);
    type(boxes(screen.place)[0]!, '19,99');
    expect(answerOf(List, of, screen.value())).toEqual([1999]);
    expect(List.summarize?.(of, [1999, 500], t)).toBe('19.99\u00a0EUR, 5.00\u00a0EUR');
    const days = component({
      each: { methodName: 'INPUT_DATE' },
      defaultValue: [{ year: 2026, month: 1, day: 2 }],
    });
    expect(answerOf(List, days, List.initial?.(days))).toEqual([{ year: 2026, month: 1, day: 2 }]);
  });

  test('disabled and read-only nothing can be pressed', () => {
    const off = draw(List, tags({ defaultValue: ['a', 'b'], disabled: true }));
    expect(boxes(off.place).every((box) => box.disabled)).toBe(true);
    expect([...off.place.querySelectorAll('button')].every((pressed) => pressed.disabled)).toBe(true);
    const over = draw(List, tags({ defaultValue: ['a', 'b'] }), { readOnly: true });
    expect(over.place.textContent).toBe('Tagsa, b');
  });

  test('of what it cannot consist it says so', () => {
    const odd = component({ each: { methodName: 'SELECT_TABLE' } });
    expect(answerOf(List, odd, List.decode?.([1], odd))).toEqual([1]);
    expect(() => draw(List, odd)).toThrow('a list of SELECT_TABLE');
  });
});
