// What the history is narrowed to is in its address, so that a copied link shows the
// same runs, and Back the ones before.

import type { HistoryRequest, RunStatus } from '../wire/protocol.gen';

/** What of the history is shown. Empty texts choose all; days are "2026-11-28" on the clocks of whoever looks. */
export interface Narrowed {
  q: string;
  status: string;
  action: string;
  from: string;
  to: string;
}

/** The statuses that can be asked for: those that people read as the same are one. */
export const statuses = [
  'working',
  'waiting',
  'done',
  'failed',
  'canceled',
  'interrupted',
] as const satisfies RunStatus[];

/** The longest search that the service takes, in characters that may be three bytes. */
export const longestSearch = 66;

const all: Narrowed = { q: '', status: '', action: '', from: '', to: '' };

/** What an address asks for. What it cannot ask for is left out. */
export function narrowedBy(search: string): Narrowed {
  const query = new URLSearchParams(search);
  const found = { ...all };
  for (const key of keys) found[key] = query.get(key) ?? '';
  found.q = found.q.slice(0, longestSearch);
  if (!(statuses as readonly string[]).includes(found.status)) found.status = '';
  if (!dayOf(found.from)) found.from = '';
  if (!dayOf(found.to)) found.to = '';
  return found;
}

const keys = Object.keys(all) as (keyof Narrowed)[];

/** The query of an address that asks for it, with its question mark; nothing for all. */
export function queryOf(narrowed: Narrowed): string {
  const query = new URLSearchParams();
  for (const key of keys) if (narrowed[key]) query.set(key, narrowed[key]);
  const text = query.toString();
  return text ? `?${text}` : '';
}

/** What the service is asked. A day lasts from midnight to midnight here, however long that is. */
export function requestOf({ q, status, action, from, to }: Narrowed): Omit<HistoryRequest, 'limit'> {
  return {
    search: q || undefined,
    status: (status || undefined) as RunStatus | undefined,
    slug: action || undefined,
    from: dayOf(from)?.toISOString(),
    until: dayOf(to, 1)?.toISOString(),
  };
}

/** The midnight at which a day begins, or the one so many days later; undefined for what is no day. */
function dayOf(text: string, later = 0): Date | undefined {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (!parts) return undefined;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  const date = new Date(year, month - 1, day + later);
  const there = new Date(year, month - 1, day);
  return year >= 1000 && there.getMonth() === month - 1 && there.getDate() === day ? date : undefined;
}
