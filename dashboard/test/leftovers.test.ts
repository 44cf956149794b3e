import { afterEach, describe, expect, test } from 'vitest';
import { forgetDrafts, keepDraft } from '../src/run/drafts';
import { leftoversOf } from '../src/run/leftovers';
import { component } from './io/screen';
import * as Text from '../src/io/Text';
import * as Num from '../src/io/Number';
import type { Renderer } from '../src/io/types';

const name = component({}, { methodName: 'INPUT_TEXT', label: 'Name' });
const age = component({}, { methodName: 'INPUT_NUMBER', label: 'Age' });
const secret = component({ secret: true }, { methodName: 'INPUT_TEXT', label: 'Password' });
const parts = [name, age, secret];
const found = [Text, Num, Text] as unknown as Renderer[];
const left = (answers: unknown[]) => [...leftoversOf('r:g', parts, found, answers).keys()];

afterEach(forgetDrafts);

describe('what was typed into a question that is over', () => {
  test('is what differs from its answer', () => {
    keepDraft('r:g', 0, 'Ada');
    expect(left(['Bo', 36, null])).toEqual([0]);
    expect(left(['Ada', 36, null])).toEqual([]);
    expect(left([])).toEqual([0]); // it was not answered
  });

  test('is nothing that was emptied, and no secret', () => {
    keepDraft('r:g', 0, undefined);
    keepDraft('r:g', 2, 'open sesame');
    expect(left(['Bo', 36, null])).toEqual([]);
  });

  test('is kept for its own run and question only', () => {
    keepDraft('r:h', 0, 'Ada');
    keepDraft('s:g', 0, 'Ada');
    expect(left(['Bo', null, null])).toEqual([]);
  });
});
