import { describe, expect, test } from 'vitest';
import { earlierAnswers, hasAnswers } from '../src/run/earlier';
import { emptyRun, type RunState } from '../src/run/store';
import type { RunEvent } from '../src/wire/protocol.gen';

type Asked = [methodName: string, label: string][];

/** A run that asked these questions; those with values were answered. */
function run(...asked: { parts: Asked; values?: unknown[] }[]): RunState {
  const slots: Record<string, RunEvent> = {};
  asked.forEach(({ parts, values }, at) => {
    const toRender = parts.map(([methodName, label]) => ({ methodName, label }));
    const event = { seq: at, at, time: '' };
    slots[`call:g${at}`] = {
      ...event,
      slot: `call:g${at}`,
      kind: 'call',
      data: { id: `c${at}`, inputGroupKey: `g${at}`, toRender },
    } as RunEvent;
    if (values)
      slots[`answer:g${at}`] = {
        ...event,
        slot: `answer:g${at}`,
        kind: 'answer',
        data: { callId: `c${at}`, values },
      } as RunEvent;
  });
  return { ...emptyRun, slots };
}

const name: Asked = [['INPUT_TEXT', 'Name']];
const age: Asked = [['INPUT_NUMBER', 'Age']];

describe('the answers of the run before', () => {
  test('stand at the same question at the same place', () => {
    const before = run({ parts: name, values: ['Ada'] }, { parts: age, values: [36] });
    const now = run({ parts: name, values: ['Bo'] }, { parts: age });
    expect(earlierAnswers(before, now, 'g0')).toEqual(['Ada']);
    expect(earlierAnswers(before, now, 'g1')).toEqual([36]);
  });

  test('are not those of another question', () => {
    const before = run({ parts: name, values: ['Ada'] });
    expect(earlierAnswers(before, run({ parts: age }), 'g0')).toBeUndefined();
    expect(earlierAnswers(before, run({ parts: [['INPUT_TEXT', 'Town']] }), 'g0')).toBeUndefined();
    expect(earlierAnswers(before, run({ parts: [...name, ...age] }), 'g0')).toBeUndefined();
    expect(earlierAnswers(before, run({ parts: name }, { parts: name }), 'g1')).toBeUndefined();
  });

  test('leave displays uncounted and files out', () => {
    const shown: Asked = [['DISPLAY_HEADING', 'Look']];
    const files: Asked = [['UPLOAD_FILE', 'Photo'], ...name];
    const before = run({ parts: shown }, { parts: files, values: [[{ upload: 'u' }], 'Ada'] });
    expect(earlierAnswers(before, run({ parts: files }), 'g0')).toEqual([null, 'Ada']);
  });

  test('are there only when something was answered', () => {
    expect(hasAnswers(run({ parts: name }))).toBe(false);
    expect(hasAnswers(run({ parts: name, values: ['Ada'] }))).toBe(true);
  });
});
