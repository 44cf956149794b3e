import { describe, expect, test } from 'vitest';
import * as inputs from '../../src/io/inputs';
import type { Renderer } from '../../src/io/types';
import { t } from '../../src/text/t';
import { answerOf, blur, button, byLabel, click, component, description, draw, key, type } from './screen';

const Text: Renderer = inputs.Text;
const Email: Renderer = inputs.Email;
const Number: Renderer = inputs.Number;
const Boolean: Renderer = inputs.Boolean;

describe('Text', () => {
  const text = component(
    { defaultValue: 'abc', helpText: 'As on the card', maxLength: 10 },
    { label: 'Name' },
  );

  test('is a labelled box with its default and help', () => {
    const { place } = draw(Text, text);
    const box = byLabel(place, 'Name') as HTMLInputElement;
    expect(box.value).toBe('abc');
    expect(box.tagName).toBe('INPUT');
    expect(description(box)).toBe('As on the card. At most 10 characters.');
    expect(box.getAttribute('aria-required')).toBe('true');
    expect(box.getAttribute('aria-invalid')).toBeNull();
  });

  test('what is typed is the answer; nothing is no answer', () => {
    const screen = draw(Text, text);
    const box = byLabel(screen.place, 'Name');
    type(box, '12:34:56');
    expect(answerOf(Text, text, screen.value())).toBe('12:34:56');
    type(box, '');
    expect(answerOf(Text, text, screen.value())).toBeNull();
  });

  test('an error describes the box after the help', () => {
    const { place } = draw(Text, text, { error: 'Too short.' });
    const box = byLabel(place, 'Name');
    expect(box.getAttribute('aria-invalid')).toBe('true');
    expect(description(box)).toBe('As on the card. At most 10 characters. | Too short.');
  });

  test.each([
    [{ maxLength: 1 }, 'At most 1 character.'],
    [{ minLength: 1, maxLength: 1200 }, 'At most 1,200 characters.'],
    [{ minLength: 5 }, 'At least 5 characters.'],
    [{ minLength: 5, maxLength: 20, helpText: 'Up to 20' }, 'Up to 20. Between 5 and 20 characters.'],
    [
      { minLength: 4, maxLength: 4, pattern: '\\d+', patternMessage: 'Digits.' },
      'Digits. Exactly 4 characters.',
    ],
    [{ minLength: 12, secret: true, helpText: 'Of the bank' }, /^Of the bank\. At least 12 characters\. /],
    [{}, ''],
  ])('says how long it may be, beside its help: %j', (props, expected) => {
    expect(description(byLabel(draw(Text, component(props)).place, 'Amount'))).toMatch(expected);
  });

  test('disabled it says why', () => {
    const off = component(
      { defaultValue: 'x', disabled: true, disabledReason: 'Set by the bank.' },
      { label: 'Name' },
    );
    const box = byLabel(draw(Text, off).place, 'Name') as HTMLInputElement;
    expect(box.disabled).toBe(true);
    expect(description(box)).toBe('Set by the bank.');
  });

  test('counts characters as people see them, from 80 % of the limit', () => {
    const screen = draw(Text, text);
    expect(screen.place.textContent).not.toContain('of 10');
    type(byLabel(screen.place, 'Name'), '👨‍👩‍👧‍👦'.repeat(8));
    expect(screen.place.textContent).toContain('8 of 10');
    expect(Text.validate?.(text, '👨‍👩‍👧‍👦'.repeat(10), t)).toBeUndefined();
    expect(Text.validate?.(text, 'x'.repeat(11), t)).toBe('At most 10 characters.');
  });

  test('many lines are a growing area', () => {
    const many = component(
      { multiline: true, defaultValue: 'a\nb\nc\nd\ne' },
      { label: 'Note', isOptional: true },
    );
    const { place } = draw(Text, many);
    const area = byLabel(place, 'Note') as HTMLTextAreaElement;
    expect(area.getAttribute('rows')).toBe('5');
    expect(place.textContent).toContain('(optional)');
    expect(area.getAttribute('aria-required')).toBeNull();
    type(area, '\n'.repeat(40));
    expect(area.getAttribute('rows')).toBe('12');
  });

  test('blanks are no answer where one is required', () => {
    expect(answerOf(Text, text, '   ')).toBeNull();
    expect(answerOf(Text, component({}, { isOptional: true }), '   ')).toBe('   ');
  });

  test('a pattern is checked whole; one this browser cannot read is left to the host', () => {
    const coded = component({ pattern: 'a|bc', patternMessage: 'Write a or bc.' });
    expect(Text.validate?.(coded, 'bc', t)).toBeUndefined();
    expect(Text.validate?.(coded, 'xbc', t)).toBe('Write a or bc.');
    expect(Text.validate?.(component({ pattern: '(?P<x>a)(' }), 'zzz', t)).toBeUndefined();
  });

  test('so many lines are shown from the beginning', () => {
    const area = (lines: number) =>
      draw(Text, component({ multiline: true, lines }, { label: 'Note' })).place.querySelector('textarea')!;
    expect(area(6).getAttribute('rows')).toBe('6');
    expect(area(6).style.minBlockSize).toBe('134px');
    expect(area(99).getAttribute('rows')).toBe('30');
  });

  test('a secret is masked, shown while a button is held, and never written down', () => {
    const secret = component({ secret: true, minLength: 12 }, { label: 'Password' });
    const { place } = draw(Text, secret, { value: 'hunter2' });
    const box = byLabel(place, 'Password') as HTMLInputElement;
    expect(box.type).toBe('password');
    expect(description(box)).toContain('The form does not keep it');
    const reveal = button(place, 'Show Password while pressed');
    key(reveal, 'Enter');
    expect(box.type).toBe('text');
    expect(reveal.getAttribute('aria-pressed')).toBe('true');
    blur(reveal);
    expect(box.type).toBe('password');
    expect(Text.validate?.(secret, 'hunter2', t)).toBe('At least 12 characters.');
    expect(Text.summarize?.(secret, 'hunter2', t)).toBe('');
    expect(draw(Text, secret, { value: 'hunter2', readOnly: true }).place.textContent).toBe(
      'PasswordKept nowhere',
    );
  });

  test('an empty default counts', () => {
    expect(Text.initial?.(component({ defaultValue: '' }))).toBe('');
    expect(Text.initial?.(component({ defaultValue: null }))).toBeUndefined();
  });

  test('read-only it is text', () => {
    const { place } = draw(Text, text, { readOnly: true });
    expect(place.querySelector('input')).toBeNull();
    expect(place.querySelector('dd')?.textContent).toBe('abc');
    expect(draw(Text, text, { readOnly: true, value: undefined }).place.textContent).toContain(
      'Not answered',
    );
  });

  test('leaving it tells the screen', () => {
    const screen = draw(Text, text);
    blur(byLabel(screen.place, 'Name'));
    expect(screen.blurs()).toBe(1);
  });
});

describe('Email', () => {
  const email = component({ placeholder: 'ana@example.com' }, { label: 'Customer' });

  test('brings the keyboard for addresses', () => {
    const box = byLabel(draw(Email, email).place, 'Customer') as HTMLInputElement;
    expect(box.type).toBe('email');
    expect(box.placeholder).toBe('ana@example.com');
  });

  test.each([
    ['ana@example.com', undefined],
    ['  ana@example.com ', undefined],
    ['ana', 'Enter a valid e-mail address.'],
    ['a b@example.com', 'Enter a valid e-mail address.'],
    ['@', 'Enter a valid e-mail address.'],
  ])('%j → %j', (typed, problem) => {
    expect(Email.validate?.(email, typed, t)).toBe(problem);
  });

  test('spaces around it are not sent', () => {
    expect(answerOf(Email, email, ' ana@example.com ')).toBe('ana@example.com');
    expect(answerOf(Email, email, '  ')).toBeNull();
  });
});

describe('Number', () => {
  const money = component({ unit: 'minor', currency: 'EUR', min: 1, max: 12000, defaultValue: 4500 });

  test('money: minor units on the wire, major units in the field', () => {
    const screen = draw(Number, money);
    const box = byLabel(screen.place, 'Amount') as HTMLInputElement;
    expect(box.value).toBe('45.00');
    expect(box.inputMode).toBe('decimal');
    expect(description(box)).toBe('EUR | Between 0.01\u00a0EUR and 120.00\u00a0EUR.');
    type(box, '1,199.99');
    expect(answerOf(Number, money, screen.value())).toBe(119999);
    expect(Number.validate?.(money, '1,199.99', t)).toBe('Between 0.01\u00a0EUR and 120.00\u00a0EUR.');
    expect(Number.validate?.(money, '119.99', t)).toBeUndefined();
    expect(Number.validate?.(money, '1.19999', t)).toBe('Enter a number with at most 2 decimal places.');
    expect(Number.validate?.(money, 'much', t)).toBe('Enter a number.');
  });

  test('an amount with too many places is not read as another one', () => {
    const says = (typed: string) => Number.validate?.(money, typed, t);
    expect(says('1.500')).toBe('Enter a number with at most 2 decimal places. Write 1500 or 1.50.');
    expect(says('1.509')).toBe(
      'Enter a number with at most 2 decimal places. Write 1509 if you mean 1,509.00\u00a0EUR.',
    );
    expect(says('1.5000')).toBe('Enter a number with at most 2 decimal places. Write 1.50.');
    expect(answerOf(Number, money, '1.500')).toBeNull();
    const screen = draw(Number, money);
    const box = byLabel(screen.place, 'Amount') as HTMLInputElement;
    type(box, '1.500');
    key(box, 'ArrowUp');
    blur(box);
    expect(box.value).toBe('1.500');
  });

  test('what was typed stands in the field as it is read', () => {
    const screen = draw(Number, component({ unit: 'minor', currency: 'EUR', defaultValue: 4500 }));
    const box = byLabel(screen.place, 'Amount') as HTMLInputElement;
    const reads = (typed: string) => {
      type(box, typed);
      return description(box);
    };
    expect(description(box)).toBe('EUR');
    expect(reads('1,500')).toBe('= 1,500.00 | EUR');
    expect(reads('12,5')).toBe('= 12.50 | EUR');
    expect(reads('1.500')).toBe('EUR');
    expect(reads('')).toBe('EUR');
  });

  test('a number that may be an id is not grouped', () => {
    const screen = draw(Number, component({ decimals: 2 }));
    const box = byLabel(screen.place, 'Amount') as HTMLInputElement;
    type(box, '12628');
    expect(description(box)).toBe('');
    type(box, '12,628');
    expect(description(box)).toBe('');
    type(box, '12 628');
    expect(description(box)).toBe('= 12,628');
  });

  const refund = { unit: 'minor', currency: 'EUR', min: 1, max: 123450 };
  test.each([
    [refund, 'EUR | Between 0.01\u00a0EUR and 1,234.50\u00a0EUR.'],
    [
      { ...refund, helpText: 'Of order 1234.50' },
      'EUR | Of order 1234.50. Between 0.01\u00a0EUR and 1,234.50\u00a0EUR.',
    ],
    [{ ...refund, min: 0 }, 'EUR | Between 0.00\u00a0EUR and 1,234.50\u00a0EUR.'],
    [{ ...refund, max: undefined }, 'EUR | At least 0.01\u00a0EUR.'],
    [{ min: 1, max: 9, helpText: 'As on shelf 9' }, 'As on shelf 9. Between 1 and 9.'],
    [{ max: 9, helpText: 'As on shelf 9.' }, 'As on shelf 9. At most 9.'],
  ])('help and limits are both there, whatever numbers the help has: %j', (props, expected) => {
    expect(description(byLabel(draw(Number, component(props)).place, 'Amount'))).toBe(expected);
  });

  test('leaving the field shows what was understood', () => {
    const screen = draw(Number, component({ unit: 'minor', currency: 'EUR' }));
    const box = byLabel(screen.place, 'Amount') as HTMLInputElement;
    type(box, '1.234,5');
    blur(box);
    expect(box.value).toBe('1234.50');
    type(box, 'x');
    blur(box);
    expect(box.value).toBe('x');
  });

  test('zero is a default and an answer', () => {
    const zero = component({ defaultValue: 0 });
    const screen = draw(Number, zero);
    expect((byLabel(screen.place, 'Amount') as HTMLInputElement).value).toBe('0');
    expect(answerOf(Number, zero, screen.value())).toBe(0);
    expect(answerOf(Number, zero, undefined)).toBeNull();
  });

  test('whole numbers, unless decimals are allowed', () => {
    expect(Number.validate?.(component({}), '1.5', t)).toBe('Enter a whole number.');
    expect(Number.validate?.(component({ decimals: 1 }), '1.5', t)).toBeUndefined();
    expect(answerOf(Number, component({ decimals: 3 }), '0.125')).toBe(0.125);
    expect(answerOf(Number, component({}), '9007199254740993')).toBe('9007199254740993');
  });

  test('its limits are said in one sentence, without a stray comma', () => {
    const hint = (props: Record<string, unknown>) =>
      draw(Number, component(props)).place.querySelector('[id$="-help"]')?.textContent;
    expect(hint({ min: 1, max: 5 })).toBe('Between 1 and 5.');
    expect(hint({ min: 1, max: 5, helpText: 'How many' })).toBe('How many. Between 1 and 5.');
    expect(hint({ min: 1 })).toBe('At least 1.');
    expect(hint({ max: 5 })).toBe('At most 5.');
  });

  test('amounts of all currencies have the places of their currency', () => {
    const shown = (props: Record<string, unknown>) =>
      (draw(Number, component(props)).place.querySelector('input') as HTMLInputElement).value;
    expect(shown({ unit: 'minor', currency: 'JPY', decimals: 0, defaultValue: 500 })).toBe('500');
    expect(shown({ unit: 'minor', currency: 'KWD', decimals: 3, defaultValue: 1 })).toBe('0.001');
    expect(shown({ currency: 'JPY', decimals: 3, defaultValue: 12.345 })).toBe('12.345');
    expect(shown({ currency: 'EUR', decimals: 30, defaultValue: '1.5' })).toBe('1.50');
    expect(Number.validate?.(component({ currency: 'JPY' }), '12.5', t)).toBe('Enter a whole number.');
  });

  test('decimals are text from end to end', () => {
    const rate = component({ decimals: 30, defaultValue: '9007199254740993.000000000000000001' });
    const screen = draw(Number, rate);
    expect((byLabel(screen.place, 'Amount') as HTMLInputElement).value).toBe(
      '9007199254740993.000000000000000001',
    );
    expect(answerOf(Number, rate, screen.value())).toBe('9007199254740993.000000000000000001');
    expect(Number.summarize?.(rate, '9007199254740993.000000000000000001', t)).toBe(
      '9,007,199,254,740,993.000000000000000001',
    );
  });

  test('limits that are text because no number holds them', () => {
    const big = component({ max: '9007199254740993' });
    expect(Number.validate?.(big, '9007199254740994', t)).toBe('At most 9,007,199,254,740,993.');
    expect(Number.validate?.(big, '9007199254740993', t)).toBeUndefined();
  });

  test('arrows step within the limits, the wheel does nothing', () => {
    const screen = draw(Number, component({ min: 0, max: 2, defaultValue: 1 }));
    const box = byLabel(screen.place, 'Amount') as HTMLInputElement;
    expect(key(box, 'ArrowUp').defaultPrevented).toBe(true);
    key(box, 'ArrowUp');
    expect(box.value).toBe('2');
    for (let i = 0; i < 3; i++) key(box, 'ArrowDown');
    expect(box.value).toBe('0');
    box.dispatchEvent(new WheelEvent('wheel', { deltaY: -100, bubbles: true }));
    expect(box.value).toBe('0');
    expect(box.type).toBe('text');
  });

  test('stepping keeps places', () => {
    const screen = draw(Number, component({ decimals: 2, defaultValue: 0.1 }));
    const box = byLabel(screen.place, 'Amount') as HTMLInputElement;
    key(box, 'ArrowUp');
    expect(box.value).toBe('1.1');
  });

  test('a sign stands after the number, and may be typed', () => {
    const share = component({ append: '%', decimals: 15, defaultValue: 12.5, max: 100 });
    const screen = draw(Number, share);
    expect(screen.place.textContent).toContain('%');
    expect((byLabel(screen.place, 'Amount') as HTMLInputElement).value).toBe('12.5');
    expect(Number.encode?.('25 %', share)).toBe(25);
    expect(Number.summarize?.(share, 12.5, t)).toBe('12.5\u00a0%');
    expect(Number.validate?.(share, '101', t)).toBe('At most 100\u00a0%.');
  });

  test('the answer in short', () => {
    expect(Number.summarize?.(money, 4500, t)).toBe('45.00\u00a0EUR');
    expect(Number.summarize?.(component({ prepend: '#' }), 12345, t)).toBe('#12,345');
    expect(Number.summarize?.(money, null, t)).toBe('');
    expect(Number.decode?.(4500, money)).toBe('45.00');
    expect(draw(Number, money, { readOnly: true }).place.textContent).toBe('Amount45.00\u00a0EUR');
  });
});

describe('Boolean', () => {
  test('a box whose no is an answer', () => {
    const of = component({ helpText: 'Sends a mail' }, { label: 'Notify' });
    const screen = draw(Boolean, of);
    const box = byLabel(screen.place, 'Notify') as HTMLInputElement;
    expect(box.type).toBe('checkbox');
    expect(box.checked).toBe(false);
    expect(description(box)).toBe('Sends a mail');
    expect(answerOf(Boolean, of, screen.value())).toBe(false);
    click(box);
    expect(answerOf(Boolean, of, screen.value())).toBe(true);
  });

  test('optional: yes, no, not answered', () => {
    const of = component({ defaultValue: false }, { label: 'Notify', isOptional: true });
    const screen = draw(Boolean, of);
    const group = screen.place.querySelector('[role=radiogroup]');
    expect(document.getElementById(group?.getAttribute('aria-labelledby') ?? '')?.textContent).toContain(
      'Notify',
    );
    expect((byLabel(screen.place, 'No') as HTMLInputElement).checked).toBe(true);
    click(byLabel(screen.place, 'Not answered'));
    expect(answerOf(Boolean, of, screen.value())).toBeNull();
    click(byLabel(screen.place, 'Yes'));
    expect(answerOf(Boolean, of, screen.value())).toBe(true);
  });

  test('disabled, wrong, read-only', () => {
    const of = component(
      { disabled: true, disabledReason: 'Always on.', defaultValue: true },
      { label: 'Notify' },
    );
    const box = byLabel(draw(Boolean, of, { error: 'No.' }).place, 'Notify') as HTMLInputElement;
    expect(box.disabled && box.checked).toBe(true);
    expect(description(box)).toBe('Always on. | No.');
    expect(draw(Boolean, of, { readOnly: true, value: false }).place.textContent).toBe('NotifyNo');
  });
});
