import { act } from 'react';
import { describe, expect, test } from 'vitest';
import { FinishedStep } from '../src/run/FinishedStep';
import type { Step } from '../src/run/store';
import type { ChoiceButton, Component } from '../src/wire/protocol.gen';
import { mount } from './io/screen';

const reason: Component = {
  methodName: 'INPUT_TEXT',
  label: 'Reason',
  props: {},
  isStateful: false,
  isMultiple: false,
  isOptional: false,
};
const heading: Component = { ...reason, methodName: 'DISPLAY_HEADING', label: 'Look' };
const approve: ChoiceButton = { label: 'Approve', value: 'a' };
const hold: ChoiceButton = { label: 'Hold for review', value: 'h' };

async function lines(toRender: Component[], choiceButtons: ChoiceButton[], choice: string) {
  const call = { id: 'c', inputGroupKey: 'g', toRender, choiceButtons } as Step['call'];
  const values = toRender.map((one) => (one === reason ? 'x' : null));
  const answer = { callId: 'c', values, choice } as Step['answer'];
  const { place } = mount(
    <FinishedStep step={{ groupKey: 'g', at: 1, call, answer, open: false }} number={1} />,
  );
  await act(async () => {
    await import('../src/io/inputs');
    await import('../src/io/displays');
  });
  return place;
}

/** The texts of an element's own parts, each on its own. */
const parts = (place: HTMLElement) =>
  [...(place.querySelector('button')?.children ?? [])].map((part) => part.textContent);

describe('a step that is over', () => {
  test('says nothing of a button that stood alone', async () => {
    const place = await lines([reason], [{ label: 'Continue', value: 'c' }], 'c');
    expect(parts(place)).toEqual(['Reasonx', 'Show the whole step']);
  });

  test('names the button apart from the last answer', async () => {
    const place = await lines([reason], [approve, hold], 'h');
    expect(parts(place)).toEqual(['Reasonx', 'Pressed “Hold for review”', 'Show the whole step']);
  });

  test('without questions the button is the answer', async () => {
    expect((await lines([heading], [approve, hold], 'a')).textContent).toContain('Approve');
    expect((await lines([heading], [approve], 'a')).textContent).not.toContain('Approve');
  });
});
