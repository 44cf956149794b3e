import { CalendarDateTime, fromDate, getLocalTimeZone, toZoned } from '@internationalized/date';
import { asMoment } from './clock';
import type { Moment } from './clock';

/** What a zone's clocks show now; undefined where this browser does not know the zone. */
export function nowIn(zone: string): Moment | undefined {
  return attempt(() => asMoment(fromDate(new Date(), zone)));
}

/**
 * What the person's own clocks show at a moment of a zone; undefined when that is
 * the same, when there is no such moment, and where this browser does not know
 * the zone. Of a time that comes twice it is the first, as for the host.
 */
export function ownTime(moment: Moment, zone: string, own = getLocalTimeZone()): Moment | undefined {
  if (zone === own) return undefined;
  const { year, month, day, hour, minute } = moment;
  const shown = new CalendarDateTime(year, month, day, hour, minute);
  return attempt(() => {
    const first = toZoned(shown, zone, 'earlier');
    if (first.hour !== hour || first.minute !== minute) return undefined;
    const there = fromDate(first.toDate(), own);
    return there.compare(toZoned(shown, own, 'earlier')) === 0 ? undefined : asMoment(there);
  });
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined; // Intl knows no such zone
  }
}
