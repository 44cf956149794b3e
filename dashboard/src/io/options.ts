import type { Option, SelectProps } from './props';

/** An option as the screen needs it. */
export interface Choice {
  /** Names the option among its list: type and text of its value, as hosts compare them. */
  key: string;
  label: string;
  description?: string;
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
export function choicesOf(props: SelectProps): Choice[] {
  const choices = new Map<string, Choice>();
  for (const each of props.options ?? []) {
    const option: Option = isOption(each) ? each : { label: each, value: each };
    const key = keyOf(option.value);
    if (choices.has(key)) continue;
    const label = String(option.label ?? option.value);
    const description = option.description ?? undefined;
    choices.set(key, {
      key,
      label,
      description,
      option: { label: option.label ?? option.value, value: option.value },
    });
  }
  return [...choices.values()];
}

/** The key of an option as a default or an answer has it. */
export function keyOfOption(option: unknown): string | undefined {
  if (option === null || option === undefined) return undefined;
  return keyOf(isOption(option) ? option.value : option);
}

/** How a select is drawn: by how many options there are and how long they read. */
export function drawnAs(props: SelectProps, choices: readonly Choice[]): 'radios' | 'list' | 'search' {
  if (props.searchable || choices.length > 12) return 'search';
  const short = choices.every((choice) => choice.label.length <= 60);
  return choices.length <= 5 && short ? 'radios' : 'list';
}

/** The options that hold every typed word, those that begin with the text first; at most so many. */
export function matching(choices: readonly Choice[], typed: string, limit = 100): Choice[] {
  const text = fold(typed.trim());
  if (text === '') return choices.slice(0, limit);
  const words = text.split(/\s+/);
  const found = choices.filter((choice) => {
    const within = fold(`${choice.label} ${choice.description ?? ''}`);
    return words.every((word) => within.includes(word));
  });
  const begins = (choice: Choice) => (fold(choice.label).startsWith(text) ? 0 : 1);
  return found.sort((a, b) => begins(a) - begins(b)).slice(0, limit);
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
