import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { gather } from '../src/wire/gather';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a few are handed over at once, many together', () => {
  const taken: number[][] = [];
  const { add } = gather<number>((all) => taken.push(all));
  for (let n = 1; n <= 2000; n++) add(n);
  expect(taken).toEqual([[1], [2], [3], [4]]);
  vi.advanceTimersByTime(16);
  expect(taken.length).toBe(5);
  expect(taken.flat()).toEqual(Array.from({ length: 2000 }, (_, at) => at + 1));
  add(2001); // there may be more of it
  expect(taken.length).toBe(5);
  vi.advanceTimersByTime(32);
  add(2002); // there was not
  expect(taken.slice(5)).toEqual([[2001], [2002]]);
});

test('the rest is handed over at the end, once', () => {
  const taken: number[][] = [];
  const { add, end } = gather<number>((all) => taken.push(all));
  for (let n = 1; n <= 6; n++) add(n);
  end();
  end();
  vi.advanceTimersByTime(100);
  expect(taken).toEqual([[1], [2], [3], [4], [5, 6]]);
  expect(vi.getTimerCount()).toBe(0);
});
