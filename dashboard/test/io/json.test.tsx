import { describe, expect, test } from 'vitest';
import * as rare from '../../src/io/rare';
import { pretty } from '../../src/io/json';
import type { Renderer } from '../../src/io/types';
import { t } from '../../src/text/t';
import { answerOf, button, byLabel, click, component, draw, type } from './screen';

const Field: Renderer = rare.JSON;

describe('JSON', () => {
  const of = component({ lines: 4, maxBytes: 20 }, { label: 'Payload' });

  test('what is typed is the answer, also null', () => {
    const screen = draw(Field, of);
    const area = byLabel(screen.place, 'Payload') as HTMLTextAreaElement;
    expect([area.tagName, area.getAttribute('rows')]).toEqual(['TEXTAREA', '4']);
    expect(answerOf(Field, of, screen.value())).toBeNull();
    type(area, 'null');
    expect(answerOf(Field, of, screen.value())).toBe('null');
  });

  test('is put in form, unless that would change it', () => {
    const screen = draw(Field, component({}, { label: 'Payload' }), { value: '{"a":[1]}' });
    click(button(screen.place, 'Format Payload'));
    expect(screen.value()).toBe('{\n  "a": [\n    1\n  ]\n}');
    expect(button(screen.place, 'Format Payload').disabled).toBe(true);
    type(byLabel(screen.place, 'Payload'), '{"a":');
    expect(button(screen.place, 'Format Payload').disabled).toBe(true);
    expect(pretty('{"a": "9007199254740993"}')).toBe('{\n  "a": "9007199254740993"\n}');
  });

  test.each([
    ['{"a": 1}', undefined],
    ['"ä"', undefined],
    ['{"a": 1,}', /^This is not valid JSON/],
    ['{', /^This is not valid JSON: see line 1, column 2\.$/],
    ['"12345678901234567890"', 'This is too long: 22 bytes of at most 20.'],
    ['"ääääääääää"', 'This is too long: 22 bytes of at most 20.'],
  ])('%j → %s', (typed, problem) => {
    const said = Field.validate?.(of, typed, t);
    if (problem instanceof RegExp) expect(said).toMatch(problem);
    else expect(said).toBe(problem);
  });

  test('in short it is one line, read-only it is as it was', () => {
    expect(Field.summarize?.(of, '{\n  "a": 1\n}', t)).toBe('{ "a": 1 }');
    expect(Field.summarize?.(of, `"${'x'.repeat(500)}"`, t)).toHaveLength(120);
    const over = draw(Field, of, { readOnly: true, value: '{\n  "a": 1\n}' }).place;
    expect(over.querySelector('pre')?.textContent).toBe('{\n  "a": 1\n}');
    expect(draw(Field, of, { readOnly: true, value: undefined }).place.textContent).toBe(
      'PayloadNot answered',
    );
  });
});
