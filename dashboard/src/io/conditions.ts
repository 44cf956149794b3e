// Which components of a question are shown: pure functions, the same rules as the
// host's.

import type { ShowIf } from '../wire/protocol.gen';

/** What decides whether a component is shown, and what it is part of. */
export interface Placed {
  showIf?: ShowIf | undefined;
  /** The place of the heading, or of the yes or no, of its section. */
  section?: number | undefined;
}

/**
 * Which components are shown, by what the others would answer: undefined for a
 * display, null for no answer.
 */
export function shownOf(components: Placed[], answerAt: (index: number) => unknown): boolean[] {
  const shown: (boolean | undefined)[] = [];
  const answers: string[][] = [];
  const said = (index: number) => (answers[index] ??= saidBy(answerAt(index)));
  const look = (index: number): boolean => {
    const known = shown[index];
    if (known !== undefined) return known;
    shown[index] = false; // where two depend on each other
    const { showIf, section } = components[index] ?? {};
    let open = true;
    if (section !== undefined)
      open = look(section) && (answerAt(section) === undefined || isOneOf(said(section)));
    if (open && showIf) {
      const given = look(showIf.at) ? said(showIf.at) : [];
      open = isOneOf(given, showIf.answers) !== (showIf.not ?? false);
    }
    shown[index] = open;
    return open;
  };
  return components.map((_, index) => look(index));
}

/** Whether anything depends on an answer at all. */
export function mayHide(components: Placed[]): boolean {
  return components.some(({ showIf, section }) => showIf !== undefined || section !== undefined);
}

function isOneOf(given: string[], answers: string[] = []): boolean {
  if (answers.length === 0) return given.length > 0 && !(given.length === 1 && given[0] === 'false');
  return given.some((each) => answers.includes(each));
}

/** An answer as conditions compare it: one text, or one for each of several. */
function saidBy(answer: unknown): string[] {
  if (answer === undefined || answer === null || answer === '') return [];
  if (Array.isArray(answer)) return answer.flatMap(saidBy);
  if (typeof answer !== 'object') return [String(answer)];
  return 'value' in answer ? saidBy(answer.value) : ['something'];
}
