// The values, errors and states of one open question, outside React so that a
// key in one field redraws that field only.

import { answerFor, isEmpty, problemOf, saidFor, takesAnswer } from '../io/answers';
import { shownOf } from '../io/conditions';
import type { IOComponent, Renderer } from '../io/types';
import { createStore, type Store } from '../wire/store';
import type { Found } from './components';
import { dropDrafts, keepDraft, readDraft } from './drafts';

/** What one field has. */
export interface FieldState {
  value: unknown;
  error: string | undefined;
  state: unknown;
  stale: boolean;
}

/** A question while it is open. */
export interface Form {
  fields: Store<FieldState>[];
  /** An error of the whole question. */
  problem: Store<string | undefined>;
  /** Where its answer stands. */
  phase: Store<'idle' | 'sending' | 'stored'>;
  /** Somebody pressed a button once: fields are checked when they are left. */
  tried: boolean;
  place: string;
  /** Fields whose values are kept nowhere. */
  secrets: ReadonlySet<number>;
  /** Hears of each change that the person makes. */
  touch?: () => void;
}

/** Where a question's drafts are kept. */
export function placeOf(runId: string, groupKey: string): string {
  return `${runId}:${groupKey}`;
}

/** A form with drafts, then what was answered before, then defaults. */
export function createForm(
  place: string,
  components: IOComponent[],
  found: Found[],
  answered?: unknown[],
): Form {
  const fields = components.map((component, index) => {
    const renderer = rendererOf(found[index]);
    const before = answered?.[index];
    let value: unknown;
    if (takesAnswer(component)) {
      const draft = isSecret(component) ? undefined : readDraft(place, index);
      if (draft) value = draft.value;
      else if (before !== undefined && before !== null)
        value = renderer?.decode ? renderer.decode(before, component) : before;
      else value = renderer?.initial?.(component);
    }
    return createStore<FieldState>({ value, error: undefined, state: undefined, stale: false });
  });
  return {
    fields,
    problem: createStore<string | undefined>(undefined),
    phase: createStore<'idle' | 'sending' | 'stored'>('idle'),
    tried: false,
    place,
    secrets: new Set(components.flatMap((component, index) => (isSecret(component) ? [index] : []))),
  };
}

/** Whether what is typed into it is kept nowhere. */
export function isSecret(component: IOComponent): boolean {
  return component.props.secret === true;
}

/** The fields of an answered question, to be shown again. */
export function answeredForm(components: IOComponent[], found: Found[], answers: unknown[]): Form {
  const fields = components.map((component, index) => {
    const renderer = rendererOf(found[index]);
    const answer = answers[index] ?? undefined;
    const value = answer !== undefined && renderer?.decode ? renderer.decode(answer, component) : answer;
    return createStore<FieldState>({ value, error: undefined, state: undefined, stale: false });
  });
  return { ...createForm('', [], []), fields };
}

/** The renderer among what was found. */
export function rendererOf(found: Found | undefined): Renderer | undefined {
  return typeof found === 'object' ? found : undefined;
}

/** Takes a new value of a field: its error goes, a draft is kept. */
export function setValue(form: Form, index: number, value: unknown) {
  form.fields[index]?.set((before) => ({ ...before, value, error: undefined }));
  if (!form.secrets.has(index)) keepDraft(form.place, index, value);
  form.touch?.();
}

/** What each field would answer now decides which are shown. */
export function shownIn(form: Form, components: IOComponent[], found: Found[]): boolean[] {
  return shownOf(components, (index) => {
    const component = components[index];
    return component && saidFor(rendererOf(found[index]), component, form.fields[index]?.get().value);
  });
}

/**
 * Where the person begins: the first field, unless it is filled and another one
 * must be; -1 when there is none.
 */
export function firstField(form: Form, components: IOComponent[], found: Found[]): number {
  const shown = shownIn(form, components, found);
  const inputs = components.flatMap((component, index) =>
    shown[index] && takesAnswer(component) && !component.props.disabled ? [{ component, index }] : [],
  );
  const [first] = inputs;
  const empty = inputs.find(({ component, index }) => {
    const wanted = index === first?.index || !component.isOptional;
    return wanted && isEmpty(rendererOf(found[index]), component, form.fields[index]?.get().value);
  });
  return (empty ?? first)?.index ?? -1;
}

/** Checks every field and shows what is wrong; returns the wrong ones. */
export function checkAll(form: Form, components: IOComponent[], found: Found[]): number[] {
  form.tried = true;
  const wrong: number[] = [];
  const shown = shownIn(form, components, found);
  form.fields.forEach((field, index) => {
    const component = components[index];
    if (!component) return;
    const error = shown[index]
      ? problemOf(rendererOf(found[index]), component, field.get().value)
      : undefined;
    if (error) wrong.push(index);
    field.set((before) => ({ ...before, error }));
  });
  return wrong;
}

/** The wire values of all fields; displays, empty fields and those that are not shown are null. */
export function answerOf(form: Form, components: IOComponent[], found: Found[]): unknown[] {
  const shown = shownIn(form, components, found);
  return components.map((component, index) =>
    shown[index] ? answerFor(rendererOf(found[index]), component, form.fields[index]?.get().value) : null,
  );
}

/** The errors of fields that are not shown any more go. */
export function forgetHidden(form: Form, shown: boolean[]) {
  form.fields.forEach((field, index) => {
    if (!shown[index] && field.get().error) field.set((before) => ({ ...before, error: undefined }));
  });
}

/** The errors that came with a render land on their fields. */
export function showRefusals(form: Form, errors: (string | undefined)[], problem: string | undefined) {
  form.fields.forEach((field, index) =>
    field.set((before) => ({ ...before, error: errors[index] || undefined })),
  );
  form.problem.set(problem || undefined);
}

/** The answer was refused: what it said is being typed again, and survives a reload. */
export function reopen(form: Form) {
  form.phase.set('idle');
  form.fields.forEach((field, index) => {
    const { value } = field.get();
    if (value !== undefined && !form.secrets.has(index)) keepDraft(form.place, index, value);
  });
}

/** The answer is stored: nothing typed is needed any more. */
export function settle(form: Form) {
  form.phase.set('stored');
  dropDrafts(form.place, form.fields.length);
}
