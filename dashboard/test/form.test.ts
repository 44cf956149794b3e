import '../src/text/screens';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { submitButtons } from '../src/run/buttons';
import { dropDrafts, flushDrafts, forgetDrafts, keepDraft, readDraft } from '../src/run/drafts';
import {
  answerOf,
  checkAll,
  createForm,
  firstField,
  forgetHidden,
  reopen,
  setValue,
  settle,
  shownIn,
  showRefusals,
} from '../src/run/form';
import type { IOComponent, Renderer } from '../src/io/types';

const component = (methodName: string, more: Partial<IOComponent> = {}): IOComponent => ({
  methodName,
  label: 'L',
  isStateful: false,
  isOptional: false,
  isMultiple: false,
  props: {},
  ...more,
});

const text: Renderer = {
  default: () => null,
  initial: ({ props }) => props.defaultValue as string | undefined,
};
const number: Renderer = {
  default: () => null,
  encode: (value: string) => Number(value),
  validate: (_component, value: string) => (Number(value) > 10 ? 'At most 10.' : undefined),
};
const components = [
  component('INPUT_TEXT', { props: { defaultValue: 'Ada' } }),
  component('INPUT_NUMBER'),
  component('DISPLAY_HEADING'),
];
const found = [text, number, { default: () => null } as Renderer];

beforeEach(() => {
  forgetDrafts();
  vi.useFakeTimers();
});

describe('a form', () => {
  test('begins with drafts, then earlier answers, then defaults', () => {
    expect(createForm('r:g', components, found).fields[0]?.get().value).toBe('Ada');
    expect(createForm('r:g', components, found, ['Bob', 4, null]).fields[1]?.get().value).toBe(4);
    keepDraft('r:g', 0, 'Typed');
    flushDrafts();
    expect(createForm('r:g', components, found, ['Bob']).fields[0]?.get().value).toBe('Typed');
  });

  test('a required field without a value and a wrong one are found, displays are not asked', () => {
    const form = createForm('r:g', components, found);
    setValue(form, 0, '');
    setValue(form, 1, '11');
    expect(checkAll(form, components, found)).toEqual([0, 1]);
    expect(form.fields[1]?.get().error).toBe('At most 10.');
    setValue(form, 1, '9');
    expect(form.fields[1]?.get().error).toBeUndefined();
  });

  test('what an answer hides is neither checked nor sent, and comes back with what it held', () => {
    const asked = [
      component('INPUT_TEXT', { props: { defaultValue: 'charge' } }),
      component('INPUT_NUMBER', { showIf: { at: 0, answers: ['refund'] } }),
    ];
    const form = createForm('r:h', asked, found);
    setValue(form, 1, '11');
    expect(shownIn(form, asked, found)).toEqual([true, false]);
    expect(checkAll(form, asked, found)).toEqual([]);
    expect(answerOf(form, asked, found)).toEqual(['charge', null]);
    expect(firstField(form, asked, found)).toBe(0);
    setValue(form, 0, 'refund');
    expect(checkAll(form, asked, found)).toEqual([1]);
    setValue(form, 0, 'charge');
    forgetHidden(form, shownIn(form, asked, found));
    expect(form.fields[1]?.get()).toMatchObject({ value: '11', error: undefined });
  });

  test('what was refused survives a reload, but for secrets', () => {
    const asked = [component('INPUT_TEXT'), component('INPUT_TEXT', { props: { secret: true } })];
    const form = createForm('r:o', asked, [text, text]);
    setValue(form, 0, 'typed');
    setValue(form, 1, 'hunter2');
    settle(form);
    reopen(form);
    flushDrafts();
    expect(form.phase.get()).toBe('idle');
    expect(createForm('r:o', asked, [text, text]).fields.map((field) => field.get().value)).toEqual([
      'typed',
      undefined,
    ]);
  });

  test('of a secret no draft is kept, and none is read', () => {
    const secret = [component('INPUT_TEXT', { props: { secret: true } }), component('INPUT_TEXT')];
    const form = createForm('r:s', secret, [text, text]);
    setValue(form, 0, 'hunter2');
    setValue(form, 1, 'Ada');
    flushDrafts();
    expect(JSON.stringify({ ...sessionStorage })).toContain('Ada');
    expect(JSON.stringify({ ...sessionStorage })).not.toContain('hunter2');
    keepDraft('r:s', 0, 'from elsewhere');
    expect(createForm('r:s', secret, [text, text]).fields[0]?.get().value).toBeUndefined();
  });

  test('answers are encoded in order, with null for displays and for nothing', () => {
    const form = createForm('r:g', components, found);
    setValue(form, 0, undefined);
    setValue(form, 1, '7');
    expect(answerOf(form, components, found)).toEqual([null, 7, null]);
  });

  test('refusals of the host land on their fields', () => {
    const form = createForm('r:g', components, found);
    showRefusals(form, [undefined, 'Too much.', undefined], 'Not today.');
    expect(form.fields.map((field) => field.get().error)).toEqual([undefined, 'Too much.', undefined]);
    expect(form.problem.get()).toBe('Not today.');
  });

  test('a stored answer forgets its drafts, also those not written yet', () => {
    const form = createForm('r:g', components, found);
    setValue(form, 1, '5');
    settle(form);
    vi.advanceTimersByTime(1000);
    expect(readDraft('r:g', 1)).toBeUndefined();
    expect(Object.keys(sessionStorage)).toEqual([]);
  });
});

describe('the field that takes the focus', () => {
  const heading = component('DISPLAY_HEADING');
  const field = (value?: string, more: Partial<IOComponent> = {}) =>
    component('INPUT_TEXT', { props: { defaultValue: value }, ...more });
  const optional = { isOptional: true };

  test.each([
    ['the first of a new form', [heading, field(), field()], 1],
    [
      'the first of an edit, not the empty one at its end',
      [field('Ada'), field('x'), field('', optional)],
      0,
    ],
    ['the first, though it may stay empty', [field('', optional), field()], 0],
    ['the one that must be filled', [field('45'), field('', optional), field()], 2],
    ['no disabled one', [field('', { props: { disabled: true } }), field('x')], 1],
    ['none', [heading], -1],
  ])('is %s', (_name, fields, expected) => {
    const renderers = fields.map(() => text);
    expect(firstField(createForm('r:g', fields, renderers), fields, renderers)).toBe(expected);
  });
});

describe('drafts', () => {
  test('are written a quarter of a second after the last change', () => {
    keepDraft('r:g', 0, 'a');
    vi.advanceTimersByTime(200);
    keepDraft('r:g', 0, 'ab');
    vi.advanceTimersByTime(200);
    expect(Object.keys(sessionStorage)).toEqual([]);
    vi.advanceTimersByTime(50);
    expect(readDraft('r:g', 0)).toEqual({ value: 'ab' });
    expect(Object.keys(sessionStorage)).toHaveLength(1);
  });

  test('of one question do not touch another', () => {
    keepDraft('r:g1', 0, 'a');
    keepDraft('r:g2', 0, 'b');
    flushDrafts();
    dropDrafts('r:g1', 1);
    expect(readDraft('r:g1', 0)).toBeUndefined();
    expect(readDraft('r:g2', 0)).toEqual({ value: 'b' });
  });
});

describe('the buttons of a step', () => {
  const labels = (...choices: { label: string; value: string; theme?: string; skipValidation?: boolean }[]) =>
    submitButtons(choices).map((button) => `${button.label}:${button.theme}`);

  test.each([
    ['none: one to go on', labels(), ['Continue:primary']],
    [
      'the primary comes last, danger first',
      labels(
        { label: 'Refund', value: 'r', theme: 'primary' },
        { label: 'Hold', value: 'h', theme: 'secondary' },
        { label: 'Delete', value: 'd', theme: 'danger' },
      ),
      ['Delete:dangerText', 'Hold:secondary', 'Refund:primary'],
    ],
    [
      'without themes the first is primary',
      labels({ label: 'Yes', value: 'y' }, { label: 'No', value: 'n' }),
      ['No:secondary', 'Yes:primary'],
    ],
    [
      'one that skips the checks is not primary by itself',
      labels({ label: 'Back', value: 'b', skipValidation: true }, { label: 'Save', value: 's' }),
      ['Back:secondary', 'Save:primary'],
    ],
    [
      'a single danger is what the step is for',
      labels({ label: 'Delete', value: 'd', theme: 'danger' }),
      ['Delete:danger'],
    ],
    [
      'so is one beside ways out of it, which comes last',
      labels(
        { label: 'Void', value: 'v', theme: 'danger' },
        { label: 'Keep editing', value: 'b', theme: 'secondary', skipValidation: true },
      ),
      ['Keep editing:secondary', 'Void:danger'],
    ],
    [
      'danger is apart from another thing to do',
      labels(
        { label: 'Delete', value: 'd', theme: 'danger' },
        { label: 'Hold', value: 'h', theme: 'secondary' },
      ),
      ['Delete:dangerText', 'Hold:secondary'],
    ],
  ])('%s', (_name, got, want) => {
    expect(got).toEqual(want);
  });
});
