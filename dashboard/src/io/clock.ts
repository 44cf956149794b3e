import { asCivil, compareCivil, formatCivil, parseIso } from './civil';
import type { Civil } from './civil';

/** A time of day without a day and without a zone, as INPUT_TIME carries it. */
export interface Clock {
  hour: number;
  minute: number;
}

/** What calendar and clock show, as INPUT_DATETIME carries it. */
export type Moment = Civil & Clock;

/** A time of day from a wire value; undefined when it is none. */
export function asClock(value: unknown): Clock | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { hour, minute } = value as Record<string, unknown>;
  return isBelow(hour, 24) && isBelow(minute, 60) ? { hour, minute } : undefined;
}

function isBelow(value: unknown, limit: number): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < limit;
}

/** Day and time from a wire value; undefined when either is none. */
export function asMoment(value: unknown): Moment | undefined {
  const day = asCivil(value);
  const clock = asClock(value);
  return day && clock && { ...day, ...clock };
}

/** Negative, 0 or positive as a is before, the same as, or after b. */
export function compareClock(a: Clock, b: Clock): number {
  return a.hour - b.hour || a.minute - b.minute;
}

/** Negative, 0 or positive as a is before, the same as, or after b. */
export function compareMoment(a: Moment, b: Moment): number {
  return compareCivil(a, b) || compareClock(a, b);
}

/** "08:30", as every clock of the panel. */
export function formatClock({ hour, minute }: Clock): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** "23 Nov 2026, 14:30" in the order of the language. */
export function formatMoment(moment: Moment): string {
  return `${formatCivil(moment)}, ${formatClock(moment)}`;
}

/** Reads a time that may be pasted: "14:30", "14:30:59", "2:30 pm". */
export function parseClock(text: string): Clock | undefined {
  const match = /^(\d{1,2})[:.](\d{2})(?:[:.]\d{2}(?:\.\d+)?)?\s*([ap])?\.?(?:m\.?)?$/i.exec(text.trim());
  if (!match) return undefined;
  const half = match[3]?.toLowerCase();
  const hour = Number(match[1]);
  if (half && (hour < 1 || hour > 12)) return undefined;
  return asClock({ hour: half ? (hour % 12) + (half === 'p' ? 12 : 0) : hour, minute: Number(match[2]) });
}

/** Reads "2026-11-23 14:30" and "2026-11-23T14:30:00"; what names a zone is not read. */
export function parseMoment(text: string): Moment | undefined {
  const [day = '', clock = '', ...rest] = text.trim().split(/[T\s]+/);
  return rest.length > 0 ? undefined : asMoment({ ...parseIso(day), ...parseClock(clock) });
}
