import { describe, expect, test } from 'vitest';
import {
  applyPush,
  applyReply,
  emptyRun,
  isStored,
  itemsOf,
  loadingOf,
  logOf,
  type RunState,
} from '../src/run/store';
import type { Run, RunEvent, RunEvents, RunStatus } from '../src/wire/protocol.gen';

function run(status: RunStatus, more: Partial<Run> = {}): Run {
  return {
    id: 'r1',
    slug: 'refund',
    name: 'Refund',
    status,
    service: 'here',
    owner: { id: 'u1', name: 'Ana', email: 'ana@example.com' },
    startedAt: '2026-11-23T10:00:00Z',
    kept: true,
    ...more,
  };
}

function event(seq: number, slot: string, data: unknown, at = seq): RunEvent {
  return { seq, at, slot, kind: slot.split(':')[0] as RunEvent['kind'], time: '2026-11-23T10:00:00Z', data };
}

const call = (id: string, group: string) => ({ id, inputGroupKey: group, toRender: [], kind: 'RENDER' });
const answer = (callId: string) => ({ callId, values: ['x'], by: 'Ana' });

// One conversation: a question, a refused answer, a second render, its answer, work, log, the end.
const messages: RunEvents[] = [
  {
    run: run('waiting', { pendingKey: 'g1', pendingId: 'c1' }),
    seq: 1,
    events: [event(1, 'call:g1', call('c1', 'g1'))],
  },
  { run: run('working'), seq: 2, events: [event(2, 'answer:g1', answer('c1'))] },
  {
    run: run('waiting', { pendingKey: 'g1', pendingId: 'c2' }),
    seq: 3,
    events: [event(3, 'call:g1', call('c2', 'g1'), 1)],
  },
  { run: run('working'), seq: 4, events: [event(4, 'answer:g1', answer('c2'), 2)] },
  { run: run('working'), seq: 5, events: [event(5, 'loading', { label: 'Sending' })] },
  { run: run('working'), seq: 6, events: [event(6, 'log:0', { index: 0, text: 'Sent', timestamp: 1 })] },
  { run: run('done'), seq: 7, events: [event(7, 'loading', null, 5)] },
];

function shuffled<T>(list: T[], random: () => number): T[] {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [out[i], out[j]] = [out[j] as T, out[i] as T];
  }
  return out;
}

// A small generator with a fixed seed, so that a failure can be looked at again.
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

const view = (state: RunState) => ({
  run: state.run,
  slots: state.slots,
  items: itemsOf(state),
  log: logOf(state),
});
const inOrder = messages.reduce(applyPush, emptyRun);

describe('the run reducer', () => {
  test('any order and any duplicates of the same messages end the same', () => {
    const random = seeded(7);
    for (let round = 0; round < 300; round++) {
      const twice = shuffled([...messages, ...messages.slice(0, round % 7)], random);
      expect(view(twice.reduce(applyPush, emptyRun)), `round ${round}`).toEqual(view(inOrder));
    }
  });

  test('messages in order leave no gap and know how far they are', () => {
    expect(inOrder.gap).toBe(false);
    expect(inOrder.seq).toBe(7);
  });

  test('a missing message is a gap, and the reply to asking fills it', () => {
    const [first, second, , fourth] = messages as [RunEvents, RunEvents, RunEvents, RunEvents];
    const holed = [first, second, fourth].reduce(applyPush, emptyRun);
    expect(holed.gap).toBe(true);
    expect(holed.seq).toBe(2); // asked for from here on
    const reply: RunEvents = {
      run: run('working'),
      seq: 4,
      events: [3, 4].flatMap((n) => messages[n - 1]?.events ?? []),
    };
    const filled = applyReply(holed, reply);
    expect(filled.gap).toBe(false);
    expect(filled.seq).toBe(4);
    expect(filled.slots['call:g1']?.seq).toBe(3);
  });

  test('an event that is seen twice changes nothing at all', () => {
    expect(applyPush(inOrder, messages[6] as RunEvents)).toBe(inOrder);
  });

  test('a nil list of events from the server is an empty one', () => {
    const state = applyReply(emptyRun, { run: run('done'), seq: 3, events: null as unknown as RunEvent[] });
    expect(state.seq).toBe(3);
    expect(itemsOf(state)).toEqual([]);
  });

  test('a render after an answer opens its step again, with what was answered', () => {
    const state = messages.slice(0, 3).reduce(applyPush, emptyRun);
    const [item] = itemsOf(state);
    expect(item).toMatchObject({ kind: 'step', step: { open: true, call: { id: 'c2' } } });
    expect(isStored(state, 'g1', 'c1')).toBe(true);
    expect(isStored(state, 'g1', 'c2')).toBe(false);
  });

  test('a step keeps the place of its first render', () => {
    const state = [
      ...messages.slice(0, 2),
      {
        run: run('waiting', { pendingKey: 'g2', pendingId: 'd1' }),
        seq: 3,
        events: [event(3, 'call:g2', call('d1', 'g2'))],
      },
      {
        run: run('waiting', { pendingKey: 'g1', pendingId: 'c9' }),
        seq: 4,
        events: [event(4, 'call:g1', call('c9', 'g1'), 1)],
      },
    ].reduce(applyPush, emptyRun);
    expect(itemsOf(state).map((item) => item.key)).toEqual(['call:g1', 'call:g2']);
  });

  test('steps stand in the order they began, whatever came first', () => {
    const [first, second] = [event(1, 'call:g1', call('c1', 'g1')), event(2, 'call:g2', call('d1', 'g2'))];
    const state = [second, first].reduce(
      (before, one) => applyPush(before, { run: run('working'), seq: one.seq, events: [one] }),
      emptyRun,
    );
    expect(itemsOf(state).map((item) => item.key)).toEqual(['call:g1', 'call:g2']);
  });

  test('loading shows only while the run works', () => {
    const working = messages.slice(0, 5).reduce(applyPush, emptyRun);
    expect(loadingOf(working)).toEqual({ label: 'Sending' });
    expect(loadingOf({ ...working, run: run('waiting') })).toBeUndefined();
    expect(loadingOf({ ...working, run: run('canceled') })).toBeUndefined();
  });
});
