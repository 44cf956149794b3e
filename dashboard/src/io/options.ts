import { formatDateTime } from '../text/format';
import type { Option, SelectProps } from './props';

/** What is offered, as people read it. */
export interface Offer {
  /** Names it among its list. */
  key: string;
  label: string;
  description?: string;
  /** The address of a small picture. */
  image?: string;
  /** The heading it stands under. */
  group?: string;
}

/** An option of a select. Its key is type and text of its value, as hosts compare them. */
export interface Choice extends Offer {
  option: { label: unknown; value: unknown };
}

/** Any scalar is a value, also 0, false and "": "number:0" is not "string:0". */
function keyOf(value: unknown): string {
  if (value instanceof Date) return `date:${value.getTime()}`;
  return typeof value === 'object' && value !== null
    ? `json:${JSON.stringify(value)}`
    : `${typeof value}:${String(value)}`;
}

function isOption(option: unknown): option is Option {
  return typeof option === 'object' && option !== null && 'value' in option;
}

/** The options of a select; the first wins where two have one value. */
export function choicesOf(props: Pick<SelectProps, 'options'>): Choice[] {
  const choices = new Map<string, Choice>();
  for (const each of props.options ?? []) {
    const option: Option = isOption(each) ? each : { label: each, value: each };
    const key = keyOf(option.value);
    if (choices.has(key)) continue;
    const label = option.label ?? option.value;
    choices.set(key, { key, ...faceOf({ ...option, label }), option: { label, value: option.value } });
  }
  return [...choices.values()];
}

/** How people read an option or a search result. */
export function faceOf(option: Omit<Option, 'value'>): Omit<Offer, 'key'> {
  const { label, description, image, imageUrl, group } = option;
  return {
    label: label instanceof Date ? formatDateTime(label) : String(label),
    description: description ?? undefined,
    image: image?.url ?? imageUrl ?? undefined,
    group: group || undefined,
  };
}

/** Those without a heading first, then each heading with its own, as they come. */
export function sectionsOf<T extends Offer>(offers: readonly T[]): { name: string; offers: T[] }[] {
  const sections = new Map<string, T[]>([['', []]]);
  for (const offer of offers) {
    const name = offer.group ?? '';
    sections.set(name, [...(sections.get(name) ?? []), offer]);
  }
  return [...sections].map(([name, own]) => ({ name, offers: own })).filter((each) => each.offers.length > 0);
}

/** The key of an option as a default or an answer has it. */
export function keyOfOption(option: unknown): string | undefined {
  if (option === null || option === undefined) return undefined;
  return keyOf(isOption(option) ? option.value : option);
}

/** So many options are read at a glance; more are searched. */
const atAGlance = 12;

/** Whether there is a box to search the options. */
export function isSearched(props: { searchable?: boolean }, choices: readonly Choice[]): boolean {
  return props.searchable === true || choices.length > atAGlance;
}

/** How a select is drawn: by how many options there are and how long they read. */
export function drawnAs(props: SelectProps, choices: readonly Choice[]): 'radios' | 'list' | 'search' {
  if (isSearched(props, choices)) return 'search';
  const short = choices.every((choice) => choice.label.length <= 60);
  return choices.length <= 5 && short ? 'radios' : 'list';
}

/** The options that hold every typed word, those that begin with the text first; at most so many. */
export function matching(choices: readonly Choice[], typed: string, limit = 100): Choice[] {
  const text = fold(typed.trim());
  if (text === '') return choices.slice(0, limit);
  const words = text.split(/\s+/);
  const found = choices.filter((choice) => {
    const within = fold(`${choice.label} ${choice.description ?? ''} ${choice.group ?? ''}`);
    return words.every((word) => within.includes(word));
  });
  const begins = (choice: Choice) => (fold(choice.label).startsWith(text) ? 0 : 1);
  return found.sort((a, b) => begins(a) - begins(b)).slice(0, limit);
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
