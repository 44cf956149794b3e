import { act } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { usePage, type OpenPage } from '../src/pages/usePage';
import type { PageRender } from '../src/wire/protocol.gen';
import { mount } from './io/screen';

const line = vi.hoisted(() => ({
  calls: [] as [string, unknown][],
  push: undefined as ((push: unknown) => void) | undefined,
}));

vi.mock('../src/wire/calls', () => ({
  call: (name: string, data: unknown) => {
    line.calls.push([name, data]);
    return Promise.resolve({ pageKey: 'p1' });
  },
  onPush: (_: string, listener: (push: unknown) => void) => {
    line.push = listener;
    return () => {};
  },
  socket: { connection: { get: () => opened, subscribe: () => () => {} } },
}));

const opened = vi.hoisted(() => ({ opened: 1 }));

let page: OpenPage;
const visit = { key: 'v', params: {} };

function Shown() {
  page = usePage('overview', visit);
  return null;
}

const refreshes = () => line.calls.filter(([name]) => name === 'REFRESH_PAGE').map(([, data]) => data);

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('a page that is renewed in time says so, and how old it is', async () => {
  mount(<Shown />);
  await act(() => vi.advanceTimersByTimeAsync(0));
  const show = (seq: number, age?: number) => {
    const layout = { kind: 'BASIC', errors: [], renews: true, refresh: 2, age };
    act(() => line.push?.({ pageKey: 'p1', seq, layout } as PageRender));
  };
  show(1);
  expect(page.at).toBe(Date.now());
  await act(() => vi.advanceTimersByTimeAsync(2000));
  expect(refreshes()).toEqual([{ pageKey: 'p1', timed: true }]);
  show(2, 40);
  expect(page.at).toBe(Date.now() - 40_000);
  act(() => page.refresh());
  expect(refreshes()[1]).toEqual({ pageKey: 'p1', timed: false });
});
