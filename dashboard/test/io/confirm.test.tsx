import { describe, expect, test } from 'vitest';
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
  const given = { id: 'f', sending: false, offline: false, error, t };
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
