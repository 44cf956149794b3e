import { expect, test } from 'vitest';
import '../src/text/screens';
import { whenText } from '../src/pages/when';

test('simple cron texts are said in words, and no others', () => {
  const said: Record<string, string | undefined> = {
    '* * * * *': 'Every minute',
    '*/15 * * * *': 'Every 15 minutes',
    '*/7 * * * *': undefined, // not evenly
    '0 * * * *': 'Every hour',
    '@hourly': 'Every hour',
    '5 * * * *': 'Every hour, 5 min past',
    '0 8 * * *': 'Every day at 08:00',
    '@Daily': 'Every day at 00:00',
    '30 18 * * 1-5': 'Monday to Friday at 18:30',
    '0 9 * * mon': 'Every Monday at 09:00',
    '0 9 * * 7': 'Every Sunday at 09:00',
    '@weekly': 'Every Sunday at 00:00',
    '0 9 1 * *': 'Day 1 of every month at 09:00',
    '@monthly': 'Day 1 of every month at 00:00',
    '0 9 L * *': 'The last day of every month at 09:00',
    '@yearly': undefined,
    '0 9 13 * 5': undefined,
    '0 9 * 6 *': undefined,
    '0 9-17 * * *': undefined,
    '0,30 * * * *': undefined,
    '0 9 * * 1,3': undefined,
    '0 * * * 1': undefined,
  };
  for (const [cron, words] of Object.entries(said)) expect(whenText(cron), cron).toBe(words);
});
