import { act } from 'react';
import { describe, expect, test } from 'vitest';
import * as inputs from '../../src/io/inputs';
import { asMoment, parseClock, parseMoment } from '../../src/io/clock';
import { ownTime } from '../../src/io/zone';
import type { Renderer } from '../../src/io/types';
import { t } from '../../src/text/t';
import { answerOf, component, draw } from './screen';

const Time: Renderer = inputs.Time;
const DateTime: Renderer = inputs.DateTime;

/** The parts of the field, in order. */
const parts = (place: HTMLElement) => [...place.querySelectorAll<HTMLElement>('[role=spinbutton]')];

/** Pastes a text into a part. */
function paste(part: HTMLElement | undefined, text: string) {
  const event = new Event('paste', { bubbles: true, cancelable: true });
  Object.assign(event, { clipboardData: { getData: () => text } });
  act(() => void part?.dispatchEvent(event));
}

test.each([
  ['14:30', { hour: 14, minute: 30 }],
  [' 0:05 ', { hour: 0, minute: 5 }],
  ['14:30:59.123', { hour: 14, minute: 30 }],
  ['2:30 pm', { hour: 14, minute: 30 }],
  ['12:00 a.m.', { hour: 0, minute: 0 }],
  ['12:00PM', { hour: 12, minute: 0 }],
  ['13:00 pm', undefined],
  ['24:00', undefined],
  ['14:60', undefined],
  ['1430', undefined],
  ['', undefined],
])('the time %j is %j', (text, clock) => {
  expect(parseClock(text)).toEqual(clock);
});

test.each([
  ['2026-11-23 14:30', { year: 2026, month: 11, day: 23, hour: 14, minute: 30 }],
  ['2026-11-23T14:30:05', { year: 2026, month: 11, day: 23, hour: 14, minute: 30 }],
  ['2026-11-23T14:30:05Z', undefined],
  ['2026-11-23', undefined],
  ['2026-02-30 10:00', undefined],
  ['2026-11-23 14:30 16:00', undefined],
])('the moment %j is %j', (text, moment) => {
  expect(parseMoment(text)).toEqual(moment);
});

describe('Time', () => {
  const opens = component({ min: { hour: 8, minute: 30 }, max: { hour: 20, minute: 0 } }, { label: 'Opens' });

  test('has hour and minute of a clock of 24 hours', () => {
    const midnight = component({ defaultValue: { hour: 0, minute: 0 } }, { label: 'Opens' });
    const screen = draw(Time, midnight);
    expect(parts(screen.place).map((part) => part.textContent)).toEqual(['00', '00']);
    expect(answerOf(Time, midnight, screen.value())).toEqual({ hour: 0, minute: 0 });
  });

  test('nothing is no answer, a pasted time is one', () => {
    const screen = draw(Time, opens);
    expect(answerOf(Time, opens, screen.value())).toBeNull();
    paste(parts(screen.place)[0], '2:36 pm');
    expect(answerOf(Time, opens, screen.value())).toEqual({ hour: 14, minute: 36 });
    expect(parts(screen.place).map((part) => part.textContent)).toEqual(['14', '36']);
  });

  test.each([
    [{ hour: 8, minute: 30 }, undefined],
    [{ hour: 20, minute: 0 }, undefined],
    [{ hour: 8, minute: 29 }, 'Between 08:30 and 20:00.'],
    [{ hour: 20, minute: 1 }, 'Between 08:30 and 20:00.'],
    ['unfinished', 'Enter a valid time.'],
    [{ hour: 25, minute: 0 }, 'Enter a valid time.'],
  ])('%j → %j', (value, problem) => {
    expect(Time.validate?.(opens, value, t)).toBe(problem);
  });

  test('the answer in short, and read-only', () => {
    expect(Time.summarize?.(opens, { hour: 9, minute: 5 }, t)).toBe('09:05');
    expect(Time.summarize?.(opens, 'odd', t)).toBe('');
    expect(draw(Time, opens, { readOnly: true, value: { hour: 9, minute: 5 } }).place.textContent).toBe(
      'Opens09:05',
    );
  });
});

describe('DateTime', () => {
  const at = { year: 2026, month: 11, day: 23, hour: 14, minute: 30 };
  const starts = component({ defaultValue: at, zone: 'Asia/Kathmandu', min: at }, { label: 'Starts' });

  test('names its zone and its limits', () => {
    const { place } = draw(DateTime, starts);
    expect(place.textContent).toContain('Time zone: Asia/Kathmandu.');
    expect(place.textContent).toContain('At or after Nov 23, 2026, 14:30.');
    expect(parts(place).map((part) => part.textContent)).toEqual(['11', '23', '2026', '14', '30']);
    expect(parts(place)[0]?.getAttribute('aria-describedby')).toContain('f-help');
  });

  test('a host without zones has none to name', () => {
    expect(draw(DateTime, component({}, { label: 'Starts' })).place.textContent).not.toContain('zone');
  });

  test.each([
    [at, undefined],
    [{ ...at, minute: 29 }, 'At or after Nov 23, 2026, 14:30.'],
    [{ ...at, day: 31 }, 'Enter a valid date and time.'],
    ['unfinished', 'Enter a valid date and time.'],
  ])('%j → %j', (value, problem) => {
    expect(DateTime.validate?.(starts, value, t)).toBe(problem);
  });

  test('the answer in short, with its zone', () => {
    expect(DateTime.summarize?.(starts, { ...at, jsDate: new Date() }, t)).toBe(
      'Nov 23, 2026, 14:30 Asia/Kathmandu',
    );
    expect(DateTime.decode?.({ ...at, jsDate: new Date() }, starts)).toEqual(at);
  });
});

describe('the time on the clock of the person', () => {
  const at = asMoment({ year: 2026, month: 11, day: 23, hour: 1, minute: 30 })!;

  test('may be on another day', () => {
    expect(ownTime(at, 'Europe/Berlin', 'America/New_York')).toEqual({ ...at, day: 22, hour: 19 });
  });

  test('is not told where it is the same, or there is none', () => {
    expect(ownTime(at, 'Europe/Berlin', 'Europe/Berlin')).toBeUndefined();
    expect(ownTime(at, 'Europe/Berlin', 'Europe/Paris')).toBeUndefined();
    expect(ownTime(at, 'Middle/Earth', 'Europe/Paris')).toBeUndefined();
    const skipped = { year: 2026, month: 3, day: 29, hour: 2, minute: 30 };
    expect(ownTime(skipped, 'Europe/Berlin', 'UTC')).toBeUndefined();
  });

  test('of a time that comes twice it is the first', () => {
    const twice = { year: 2026, month: 10, day: 25, hour: 2, minute: 30 };
    expect(ownTime(twice, 'Europe/Berlin', 'UTC')).toEqual({ ...twice, hour: 0 });
  });
});
