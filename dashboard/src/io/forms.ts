// The forms of a list while it is edited: pure functions.

import { t } from '../text/t';
import type { FormsEntry, FormsField, FormsProblem } from '../wire/protocol.gen';
import { answerFor, problemOf, saidFor, takesAnswer } from './answers';
import { shownOf } from './conditions';
import type { InputProps } from './props';
import { peekRenderer } from './registry';
import type { IOComponent, Renderer } from './types';

export interface FormsProps extends InputProps {
  defaultValue?: unknown[][] | null;
  fields: FormsField[];
  /** What one of the forms is called; default: as the list. */
  entryLabel?: string;
  minItems?: number;
  maxItems?: number;
  problems?: FormsProblem[];
}

/** One form: the values of its fields. `from` is its place in the default, unless it is new. */
export interface FormRow {
  id: number;
  from?: number | undefined;
  values: unknown[];
}

/** What SET_STATE carries: that of the search at a place, and which form it was typed in. */
export interface ListSearch {
  at: number;
  row: number;
  state: unknown;
}

/** What is wrong, by the place of the field. */
export type Problems = (string | undefined)[];

/** What the host said is wrong in the lists of a form, by the place of the list. */
export type Inside = Record<number, FormsProblem[]>;

/** The fields as components; their identity stays as long as the list's does. */
export function fieldsOf(list: IOComponent<FormsProps>): IOComponent[] {
  const known = kept.get(list.props);
  if (known) return known;
  const fields = (list.props.fields ?? []).map((field): IOComponent => ({
    isStateful: false,
    isMultiple: false,
    ...field,
    isOptional: field.isOptional ?? false,
    props: field.props ?? {},
  }));
  kept.set(list.props, fields);
  return fields;
}

const kept = new WeakMap<FormsProps, IOComponent[]>();

/** A field with what the host said of the forms in it; the same where it said nothing. */
export function withProblems(field: IOComponent, problems: FormsProblem[] | undefined): IOComponent {
  return problems ? { ...field, props: { ...field.props, problems } } : field;
}

/** The renderer of a field; of what cannot be drawn, one that fails when it is. */
export function fieldRenderer({ methodName }: IOComponent): Renderer {
  return peekRenderer(methodName) ?? noField;
}

const noField: Renderer = {
  default: ({ component }) => {
    throw new Error(`a form with ${component.methodName}`);
  },
};

/** A form that nobody has filled in. */
export function blank(list: IOComponent<FormsProps>, id: number): FormRow {
  return { id, values: fieldsOf(list).map((field) => fieldRenderer(field).initial?.(field)) };
}

/** The forms of the default, or as many blank ones as there have to be. */
export function begun(list: IOComponent<FormsProps>): FormRow[] {
  const { defaultValue, minItems = 0 } = list.props;
  if (!defaultValue || defaultValue.length === 0)
    return Array.from({ length: minItems }, (_, index) => blank(list, index + 1));
  return defaultValue.map((values, from) => ({
    id: from + 1,
    from,
    values: fieldsOf(list).map((field, at) => {
      const present = { ...field, props: { ...field.props, defaultValue: values[at] ?? undefined } };
      return fieldRenderer(field).initial?.(present);
    }),
  }));
}

/** Which fields of a form are shown. */
export function shownIn(list: IOComponent<FormsProps>, { values }: FormRow): boolean[] {
  const fields = fieldsOf(list);
  return shownOf(fields, (at) => {
    const field = fields[at];
    return field && saidFor(fieldRenderer(field), field, values[at]);
  });
}

/** What is wrong with the fields of a form. */
export function problemsIn(list: IOComponent<FormsProps>, row: FormRow): Problems {
  const shown = shownIn(list, row);
  return fieldsOf(list).map((field, at) =>
    shown[at] ? problemOf(fieldRenderer(field), field, row.values[at]) : undefined,
  );
}

/** The first thing that is wrong, in a sentence. */
export function firstProblem(list: IOComponent<FormsProps>, rows: FormRow[]): string | undefined {
  for (const [index, row] of rows.entries()) {
    const problems = problemsIn(list, row);
    const at = problems.findIndex(Boolean);
    if (at < 0) continue;
    const field = fieldsOf(list)[at]?.label ?? '';
    return t('io.formProblem', { place: index + 1, field, problem: problems[at] ?? '' });
  }
  return undefined;
}

/** The forms on the wire. */
export function toWire(list: IOComponent<FormsProps>, rows: FormRow[]): FormsEntry[] {
  return rows.map((row) => {
    const shown = shownIn(list, row);
    const values = fieldsOf(list).map((field, at) =>
      shown[at] ? answerFor(fieldRenderer(field), field, row.values[at]) : null,
    );
    return row.from === undefined ? { values } : { from: row.from, values };
  });
}

/** The forms of an answer. */
export function fromWire(list: IOComponent<FormsProps>, answer: unknown): FormRow[] | undefined {
  if (!Array.isArray(answer)) return undefined;
  return (answer as FormsEntry[]).map(({ from, values }, index) => ({
    id: index + 1,
    from,
    values: fieldsOf(list).map((field, at) => {
      const value = (values?.[at] ?? undefined) as unknown;
      const { decode } = fieldRenderer(field);
      return value !== undefined && decode ? decode(value, field) : value;
    }),
  }));
}

/** The answers of a form in short, without those that say nothing. */
export function summaryOf(list: IOComponent<FormsProps>, entry: FormsEntry): string {
  return fieldsOf(list)
    .map((field, at) => {
      const answer = entry.values?.[at];
      if (answer === null || answer === undefined || answer === false || !takesAnswer(field)) return '';
      const { summarize } = fieldRenderer(field);
      const text = summarize ? summarize(field, answer, t) : String(answer as string);
      return answer === true ? field.label : text;
    })
    .filter(Boolean)
    .join(', ');
}

/** Forms with one a place further up (-1) or down (1); the same where there is no further. */
export function moved(rows: FormRow[], place: number, by: -1 | 1): FormRow[] {
  const row = rows[place];
  const other = rows[place + by];
  if (!row || !other) return rows;
  return rows.map((each, at) => (at === place ? other : at === place + by ? row : each));
}

/** An id that none of the forms has had. */
export function freshId(rows: FormRow[]): number {
  return Math.max(0, ...rows.map(({ id }) => id)) + 1;
}
