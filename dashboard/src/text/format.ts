// Numbers, dates and lengths of time as people write them.

import { language, numbers, t } from './t';

const dates = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
const times = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const clock = new Intl.DateTimeFormat(language, { timeStyle: 'medium', hourCycle: 'h23' });
const exact = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'long', hourCycle: 'h23' });
const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });

/** A number in the reader's grouping. */
export function formatNumber(value: number | bigint): string {
  return numbers.format(value);
}

/** A day: "12 Nov 2026" in the reader's order. */
export function formatDate(date: Date): string {
  return dates.format(date);
}

/** Day and minute. */
export function formatDateTime(date: Date): string {
  return `${dates.format(date)}, ${times.format(date)}`;
}

/** Hours and minutes. */
export function formatTime(date: Date): string {
  return times.format(date);
}

/** Hours, minutes and seconds. */
export function formatClock(date: Date): string {
  return clock.format(date);
}

/** The full moment with its zone, for tooltips. */
export function formatExact(date: Date): string {
  return exact.format(date);
}

/** "3 min ago" within a day, else the date. */
export function formatWhen(date: Date, now: Date = new Date()): string {
  const seconds = Math.round((now.getTime() - date.getTime()) / 1000);
  if (seconds < 45) return t('time.now');
  if (seconds < 45 * 60) return relative.format(-Math.max(1, Math.round(seconds / 60)), 'minute');
  if (seconds < 24 * 3600) return relative.format(-Math.max(1, Math.round(seconds / 3600)), 'hour');
  return formatDate(date);
}

/** A length of time: "4 s", "2 min 5 s", "1 h 20 min". */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return t('time.seconds', { seconds });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    const rest = seconds % 60;
    return rest === 0 ? t('time.minutes', { minutes }) : t('time.minutesSeconds', { minutes, seconds: rest });
  }
  return t('time.hoursMinutes', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}
