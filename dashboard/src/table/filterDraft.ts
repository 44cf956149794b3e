import { shownNumber, spans, typedNumber } from './filters';
import type { Column, Filter, FilterKind } from './model';

/** What the editor asks first; a range is one or two filters. */
export type Condition = 'contains' | 'eq' | 'starts' | 'ne' | 'range' | 'within' | 'in' | 'null' | 'notnull';

/** What is being typed in the editor. */
export interface FilterDraft {
  condition: Condition;
  text: string;
  from: string;
  to: string;
  chosen: unknown[];
}

const conditions: Record<FilterKind, Condition[]> = {
  text: ['contains', 'eq', 'starts', 'ne', 'null', 'notnull'],
  number: ['range', 'null', 'notnull'],
  date: ['range', 'within', 'null', 'notnull'],
  enum: ['in', 'null', 'notnull'],
  boolean: ['eq'],
};

/** The conditions of a column's editor, the usual one first. */
export function conditionsFor(column: Column): Condition[] {
  return conditions[column.filter?.kind ?? 'text'];
}

/** The editor's contents for the filters that a column has. */
export function draftOf(column: Column, name: string, filters: readonly Filter[]): FilterDraft {
  const own = filters.filter((filter) => filter.column === name);
  const draft: FilterDraft = {
    condition: conditionsFor(column)[0] ?? 'contains',
    text: '',
    from: '',
    to: '',
    chosen: [],
  };
  const known = conditionsFor(column);
  for (const { op, value } of own) {
    const condition = known.find((each) => each === op);
    if (condition) draft.condition = condition;
    if (Array.isArray(value)) draft.chosen = value;
    else if (op === 'within') draft.text = String(value);
    else if (known.includes('range') && value !== undefined) setBound(draft, column, op, value);
    else if (known.includes('in') && value !== undefined) draft.chosen = [value];
    else draft.text = String(value ?? '');
  }
  return draft;
}

function setBound(draft: FilterDraft, column: Column, op: Filter['op'], value: unknown): void {
  const text = column.filter?.kind === 'number' ? shownNumber(column, value) : String(value);
  if (op === 'gt' || op === 'gte' || op === 'eq') draft.from = text;
  if (op === 'lt' || op === 'lte' || op === 'eq') draft.to = text;
}

/** The filters that the editor's contents make; undefined while they make none. */
export function filtersOf(column: Column, name: string, draft: FilterDraft): Filter[] | undefined {
  const { condition, text, chosen } = draft;
  switch (condition) {
    case 'null':
    case 'notnull':
      return [{ column: name, op: condition }];
    case 'in':
      return chosen.length > 0 ? [{ column: name, op: 'in', value: chosen }] : undefined;
    case 'range':
      return rangeOf(column, name, draft);
    case 'within':
      return [{ column: name, op: 'within', value: text || spans[0] }];
    default:
      if (text.trim() === '') return undefined;
      return [
        {
          column: name,
          op: condition,
          value: column.filter?.kind === 'boolean' ? text === 'true' : text.trim(),
        },
      ];
  }
}

function rangeOf(column: Column, name: string, { from, to }: FilterDraft): Filter[] | undefined {
  const value = (typed: string) =>
    column.filter?.kind === 'date' ? typed.trim() || undefined : typedNumber(column, typed);
  const least = value(from);
  const most = value(to);
  const odd = (from.trim() !== '' && least === undefined) || (to.trim() !== '' && most === undefined);
  if (odd || (least === undefined && most === undefined)) return undefined;
  const filters: Filter[] = [];
  if (least !== undefined) filters.push({ column: name, op: 'gte', value: least });
  if (most !== undefined) filters.push({ column: name, op: 'lte', value: most });
  return filters;
}
