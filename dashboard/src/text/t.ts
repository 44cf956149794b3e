// Every word the panel itself says. Labels that come from actions are the
// application's and never pass through here.

import en from './en.json';
import type enIO from './en.io.json';
import type enScreens from './en.screens.json';

type Entry = string | { one?: string; other: string };

/** The key of a sentence in the catalogues. */
export type TextKey = keyof typeof en | keyof typeof enScreens | keyof typeof enIO;

/** Values for the {placeholders} of a sentence; numbers are grouped, and `count` also picks the plural. */
export type TextValues = Record<string, string | number>;

/** Looks a sentence up and fills it. */
export type Translate = (key: TextKey, values?: TextValues) => string;

const catalogue: Record<string, Entry> = { ...en };

/** Takes the words of a part that is loaded later. */
export function addWords(words: Record<string, Entry>): void {
  Object.assign(catalogue, words);
}

/** The language the page is in: of the words, numbers and dates. */
export const language = 'en';

/** Numbers in the reader's grouping, with all their digits. */
export const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 20 });

const plurals = new Intl.PluralRules(language);

/** The sentence for a key; plural by `values.count`. */
export const t: Translate = (key, values) => {
  const entry = catalogue[key];
  if (entry === undefined) return key;
  const text = typeof entry === 'string' ? entry : choosePlural(entry, Number(values?.count ?? 0));
  if (!values) return text;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? numbers.format(value) : value;
  });
};

function choosePlural(entry: { one?: string; other: string }, count: number): string {
  return (plurals.select(count) === 'one' && entry.one) || entry.other;
}
