import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { gather } from '../src/wire/gather';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('what comes seldom is handed over at once, what comes fast together', () => {
  const taken: number[][] = [];
  const { add } = gather<number>((all) => taken.push(all));
  add(1);
  expect(taken).toEqual([[1]]);
  for (let n = 2; n <= 2000; n++) add(n);
  expect(taken.length).toBe(1);
  vi.advanceTimersByTime(16);
  expect(taken.length).toBe(2);
  expect(taken.flat()).toEqual(Array.from({ length: 2000 }, (_, at) => at + 1));
  add(2001); // there may be more of it
  expect(taken.length).toBe(2);
  vi.advanceTimersByTime(32);
  add(2002);
  expect(taken.slice(2)).toEqual([[2001], [2002]]);
});

test('the rest is handed over at the end, once', () => {
  const taken: number[][] = [];
  const { add, end } = gather<number>((all) => taken.push(all));
  add(1);
  add(2);
  end();
  end();
  vi.advanceTimersByTime(100);
  expect(taken).toEqual([[1], [2]]);
  expect(vi.getTimerCount()).toBe(0);
});
