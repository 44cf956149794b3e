import { afterEach, expect, test } from 'vitest';
import { longestSearch, narrowedBy, queryOf, requestOf } from '../src/pages/historyAddress';

const zone = process.env['TZ'];
afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

test('an address asks for what it says, and says again what it asks for', () => {
  const address = '?q=refund+7&status=failed&action=refunds%2Frefund&from=2026-01-31&to=2026-02-01';
  const narrowed = narrowedBy(address);
  expect(narrowed).toEqual({
    q: 'refund 7',
    status: 'failed',
    action: 'refunds/refund',
    from: '2026-01-31',
    to: '2026-02-01',
  });
  expect(queryOf(narrowed)).toBe(address);
  expect(requestOf(narrowed)).toMatchObject({ search: 'refund 7', status: 'failed', slug: 'refunds/refund' });
});

test('what an address cannot ask for is left out', () => {
  for (const nonsense of [
    'status=lost',
    'from=2026-02-30',
    'to=yesterday',
    'from=0000-01-01',
    'page=2',
    'q=',
  ]) {
    expect(queryOf(narrowedBy(`?${nonsense}`)), nonsense).toBe('');
  }
  expect(narrowedBy(`?q=${'ö'.repeat(500)}`).q).toHaveLength(longestSearch);
  expect(requestOf(narrowedBy(''))).toEqual({});
});

test.each([
  ['America/New_York', '2026-11-01', '2026-11-01T04:00:00.000Z', '2026-11-02T05:00:00.000Z'],
  ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
  ['Pacific/Kiritimati', '2026-12-31', '2026-12-30T10:00:00.000Z', '2026-12-31T10:00:00.000Z'],
  // Midnight is skipped here.
  ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00.000Z', '2026-09-07T03:00:00.000Z'],
])('a day in %s is as long as it is', (where, day, from, until) => {
  process.env['TZ'] = where;
  expect(requestOf(narrowedBy(`?from=${day}&to=${day}`))).toMatchObject({ from, until });
});
