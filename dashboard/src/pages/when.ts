// Cron texts that are simple enough, in words.

import { language, t } from '../text/t';

const named: Record<string, string> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
};

const names = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** When that is, in words; nothing for what only the cron text says well. */
export function whenText(cron: string): string | undefined {
  const text = cron.trim();
  const fields = (named[text.toLowerCase()] ?? text).toUpperCase().split(/\s+/);
  const [minute = '', hour = '', ...days] = fields;
  if (hour === '*' && days.join(' ') === '* * *') return withinHours(minute);
  const which = daysText(days);
  if (!which || !/^\d+$/.test(minute) || !/^\d+$/.test(hour)) return undefined;
  return t('schedule.at', { days: which, time: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}` });
}

function withinHours(minute: string): string | undefined {
  if (minute === '*') return t('schedule.everyMinute');
  const [, step] = /^\*\/(\d+)$/.exec(minute) ?? [];
  if (step && Number(step) > 1 && 60 % Number(step) === 0)
    return t('schedule.everyMinutes', { count: Number(step) });
  if (!/^\d+$/.test(minute)) return undefined;
  return Number(minute) === 0 ? t('schedule.everyHour') : t('schedule.hourAt', { count: Number(minute) });
}

function daysText([day = '', month = '', weekday = '']: string[]): string | undefined {
  if (month !== '*') return undefined;
  if (weekday === '*') {
    if (day === '*') return t('schedule.everyDay');
    if (day === 'L') return t('schedule.monthEnd');
    return /^\d+$/.test(day) ? t('schedule.monthDay', { day: Number(day) }) : undefined;
  }
  if (day !== '*') return undefined;
  if (weekday === '1-5' || weekday === 'MON-FRI') return t('schedule.workdays');
  const number = /^\d$/.test(weekday) ? Number(weekday) % 7 : names.indexOf(weekday);
  return number < 0 ? undefined : t('schedule.everyWeekday', { day: weekdayName(number) });
}

/** Sunday is 0. */
function weekdayName(number: number): string {
  const day = new Date(Date.UTC(2023, 0, 1 + number)); // a Sunday
  return new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(day);
}
