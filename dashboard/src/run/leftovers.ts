// What was typed into a question and never became its answer: the question was
// answered in another tab, or its run ended first.

import { answerFor, isEmpty, takesAnswer } from '../io/answers';
import type { IOComponent } from '../io/types';
import { encodeValues } from '../wire/values';
import type { Found } from './components';
import { readDraft } from './drafts';
import { isSecret, rendererOf } from './form';

/** The drafts of a question that is over, each at its field's place; those that say what was answered are left out. */
export function leftoversOf(
  place: string,
  components: IOComponent[],
  found: Found[],
  answers: unknown[],
): Map<number, unknown> {
  const left = new Map<number, unknown>();
  components.forEach((component, index) => {
    if (!takesAnswer(component) || isSecret(component)) return;
    const draft = readDraft(place, index);
    const renderer = rendererOf(found[index]);
    if (!draft || isEmpty(renderer, component, draft.value)) return;
    try {
      const said = answerFor(renderer, component, draft.value);
      if (said === null || onWire(said) === onWire(answers[index] ?? null)) return;
    } catch {
      // Half a date or number is no answer yet, and was typed all the same.
    }
    left.set(index, draft.value);
  });
  return left;
}

function onWire(value: unknown): string {
  return JSON.stringify(encodeValues([value]));
}
