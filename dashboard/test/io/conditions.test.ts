import { describe, expect, test } from 'vitest';
import { mayHide, shownOf } from '../../src/io/conditions';

const shown = (components: Parameters<typeof shownOf>[0], ...answers: unknown[]) =>
  shownOf(components, (index) => answers[index])
    .map(Number)
    .join('');

describe('conditions', () => {
  test('an answer is compared as text, an option by its value, several by any', () => {
    const on = (answers?: string[], not?: boolean) => [{}, { showIf: { at: 0, answers, not } }];
    for (const [answer, answers, want] of [
      ['refund', ['refund', 'part'], '11'],
      ['charge', ['refund'], '10'],
      [{ label: 'A refund', value: 'refund' }, ['refund'], '11'],
      [{ label: 'refund', value: '1' }, ['refund'], '10'],
      [['a', { label: 'B', value: 'b' }], ['b'], '11'],
      [7, ['7'], '11'],
      [7n, ['7'], '11'],
      [false, ['false'], '11'],
      [null, ['null'], '10'],
      [true, undefined, '11'],
      [false, undefined, '10'],
      ['', undefined, '10'],
      [null, undefined, '10'],
      [0, undefined, '11'],
      [{ year: 2026, month: 1, day: 2 }, undefined, '11'],
    ] as const) {
      const list = answers && [...answers];
      expect(shown(on(list), answer), String(answer)).toBe(want);
      expect(shown(on(list, true), answer), `not ${String(answer)}`).toBe(want === '11' ? '10' : '11');
    }
  });

  test('what is hidden has no answer, whatever its field holds', () => {
    const chain = [{}, { showIf: { at: 0 } }, { showIf: { at: 1 } }, { showIf: { at: 1, not: true } }];
    expect(shown(chain, true, 'x')).toBe('1110');
    expect(shown(chain, false, 'x')).toBe('1001');
  });

  test('a section is shown with its heading, or while its switch is on', () => {
    const of = [
      {},
      { showIf: { at: 0 } },
      { section: 1 },
      { section: 1 },
      { section: 3 },
      { section: 3, showIf: { at: 0, answers: ['no'] } },
    ];
    expect(shown(of, 'yes', undefined, null, true, null)).toBe('111110');
    expect(shown(of, 'yes', undefined, null, false, null)).toBe('111100');
    expect(shown(of, null, undefined, null, true, null)).toBe('100000');
    expect(mayHide(of)).toBe(true);
    expect(mayHide([{}, {}])).toBe(false);
  });

  test('what a hostile host sends does not hang', () => {
    expect(
      shown([{ showIf: { at: 1 } }, { showIf: { at: 0 } }, { showIf: { at: 9 } }, { section: 3 }], 'a', 'b'),
    ).toBe('0000');
  });
});
