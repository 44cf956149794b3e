import { act } from 'react';
import { describe, expect, test } from 'vitest';
import * as choosing from '../../src/io/choosing';
import * as displays from '../../src/io/displays';
import { t } from '../../src/text/t';
import { button, byLabel, click, component, description, key, mount, type } from './screen';

const of = component(
  { typeToConfirm: ' DELETE ', danger: true, confirmLabel: 'Delete', cancelLabel: 'Keep' },
  { label: 'Delete it?' },
);

function show(error?: string) {
  const answers: unknown[] = [];
  const View = displays.Confirm.exclusive;
  const prove = () => Promise.resolve(undefined);
  const given = { id: 'f', prove, sending: false, offline: false, error, t };
  const { place } = mount(<View component={of} answer={(value) => answers.push(value)} {...given} />);
  return { place, answers, box: byLabel(place, 'Type DELETE to confirm.') };
}

describe('Confirm with a word', () => {
  test('yes without it says what is missing and goes back to the field', () => {
    const { place, answers, box } = show();
    expect(place.querySelector('[data-autofocus]')).toBe(box);
    click(button(place, 'Delete'));
    expect(answers).toEqual([]);
    expect(document.activeElement).toBe(box);
    expect(description(box)).toBe('Type DELETE to confirm.');
    type(box, 'delete');
    key(box, 'Enter');
    expect(answers).toEqual([]);
    type(box, 'DELETE ');
    expect(box.getAttribute('aria-describedby')).toBeNull();
    key(box, 'Enter');
    click(button(place, 'Delete'));
    expect(answers).toEqual([
      { confirmed: true, typed: 'DELETE ' },
      { confirmed: true, typed: 'DELETE ' },
    ]);
  });

  test('no needs nothing, and what the host says stands at the field', () => {
    const { place, answers, box } = show('Something else.');
    expect(description(box)).toBe('Something else.');
    click(button(place, 'Keep'));
    expect(answers).toEqual([false]);
  });

  test('answered', () => {
    expect(displays.Confirm.summarize(of, { confirmed: true, typed: 'DELETE' }, t)).toBe('Delete');
    expect(displays.Confirm.summarize(of, false, t)).toBe('Keep');
    expect(displays.Confirm.summarize(of, { confirmed: 1 }, t)).toBe('');
  });
});

describe('ConfirmIdentity', () => {
  const question = component({ helpText: 'It is a lot.' }, { label: 'Pay out' });

  function open(verdicts: (string | undefined)[]) {
    const secrets: string[] = [];
    const answers: unknown[] = [];
    const View = choosing.ConfirmIdentity.exclusive;
    const prove = (secret: string) => {
      secrets.push(secret);
      return Promise.resolve(secret === '' ? '' : verdicts.shift());
    };
    const given = { id: 'f', sending: false, offline: false, error: undefined, t, prove };
    const { place } = mount(<View component={question} answer={(value) => answers.push(value)} {...given} />);
    return { place, secrets, answers, box: byLabel(place, 'Your password') as HTMLInputElement };
  }

  test('asks for an earlier proof first, then for a secret that is shown to nobody', async () => {
    const { place, secrets, answers, box } = open(['That is not right.', undefined]);
    expect(secrets).toEqual(['']);
    expect(box.type).toBe('password');
    expect(box.autocomplete).toBe('current-password');
    click(button(place, 'Confirm'));
    expect(secrets).toEqual(['']);
    expect(description(box)).toContain('This field is required.');
    type(box, 'wrong');
    key(box, 'Enter');
    await act(async () => {});
    expect(box.value).toBe('');
    expect(description(box)).toContain('That is not right.');
    type(box, 'right');
    click(button(place, 'Confirm'));
    await act(async () => {});
    expect(secrets).toEqual(['', 'wrong', 'right']);
    expect(answers).toEqual([]);
  });

  test('no is an answer like any other', () => {
    const { place, answers } = open([]);
    click(button(place, 'Cancel'));
    expect(answers).toEqual([false]);
    expect(choosing.ConfirmIdentity.summarize(question, true, t)).toBe('Identity confirmed');
    expect(choosing.ConfirmIdentity.summarize(question, false, t)).toBe('Declined');
  });
});
