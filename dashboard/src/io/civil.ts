import { language } from '../text/t';

/** A day without a time and without a zone, as INPUT_DATE carries it. */
export interface Civil {
  year: number;
  month: number;
  day: number;
}

/** A civil day from a wire value; undefined when it is none or does not exist. */
export function asCivil(value: unknown): Civil | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { year, month, day } = value as Record<string, unknown>;
  if (!Number.isInteger(year) || !Number.isInteger(month) || !Number.isInteger(day)) return undefined;
  const civil = { year, month, day } as Civil;
  return exists(civil) ? civil : undefined;
}

function exists({ year, month, day }: Civil): boolean {
  const date = new Date(Date.UTC(2000, 0, 1));
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Negative, 0 or positive as a is before, the same as, or after b. */
export function compareCivil(a: Civil, b: Civil): number {
  return a.year - b.year || a.month - b.month || a.day - b.day;
}

function utc({ year, month, day }: Civil): Date {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date;
}

/** "23 Nov 2026" in the order of the language. */
export function formatCivil(civil: Civil): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(utc(civil));
}

/** Reads "2026-11-23" and nothing else. */
export function parseIso(text: string): Civil | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim());
  if (!match) return undefined;
  return asCivil({ year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) });
}

/** Today, or so many days after today, in the person's own zone. */
export function today(days = 0, now = new Date()): Civil {
  const date = new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
  return { year: date.getFullYear(), month: date.getMonth() + 1, day: date.getDate() };
}

/** Reads what may be pasted into a date: an ISO day, "t", "+3d", "-1w". */
export function parseTyped(text: string, now = new Date()): Civil | undefined {
  const typed = text.trim().toLowerCase();
  if (typed === 't') return today(0, now);
  const match = /^([+-]\d{1,4})([dw])$/.exec(typed);
  if (match) return today(Number(match[1]) * (match[2] === 'w' ? 7 : 1), now);
  return parseIso(typed);
}
