import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CallError, Socket } from '../src/wire/socket';

// A WebSocket whose other end is the test.
class FakeSocket extends EventTarget {
  static all: FakeSocket[] = [];
  readyState = 0;
  sent: { id: string; call: string; data?: unknown }[] = [];

  constructor() {
    super();
    FakeSocket.all.push(this);
  }

  send(frame: string) {
    this.sent.push(JSON.parse(frame));
  }

  close() {
    this.readyState = 3;
  }

  open() {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }

  say(message: unknown) {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(message) }));
  }

  cut(code = 1006, reason = '') {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event('close'), { code, reason }));
  }
}

const last = () => FakeSocket.all.at(-1) as FakeSocket;
let socket: Socket;
let probe: () => Promise<'here' | 'signed-out' | 'away'>;

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.all = [];
  probe = async () => 'away';
  socket = new Socket({
    address: 'ws://x/-/socket',
    open: () => new FakeSocket() as unknown as WebSocket,
    random: () => 0.5,
    probe: () => probe(),
  });
  socket.start();
});

afterEach(() => {
  socket.stop();
  vi.useRealTimers();
});

describe('the socket', () => {
  test('a reply resolves its call, whatever order replies come in', async () => {
    last().open();
    const first = socket.call('HOME');
    const second = socket.call('SHELL');
    const [a, b] = last().sent;
    last().say({ id: b?.id, data: { name: 'Ops' } });
    last().say({ id: a?.id, data: { waiting: [] } });
    await expect(second).resolves.toEqual({ name: 'Ops' });
    await expect(first).resolves.toEqual({ waiting: [] });
  });

  test('an error rejects with its code and sentence', async () => {
    last().open();
    const call = socket.call('OPEN_RUN', { runId: 'x', after: 0 });
    last().say({ id: last().sent[0]?.id, error: { code: 'NOT_FOUND', message: 'There is no such run.' } });
    await expect(call).rejects.toEqual(new CallError('NOT_FOUND', 'There is no such run.'));
  });

  test('a call made before the connection is sent when it opens', async () => {
    const call = socket.call('SHELL');
    expect(last().sent).toEqual([]);
    last().open();
    last().say({ id: last().sent[0]?.id, data: 1 });
    await expect(call).resolves.toBe(1);
  });

  test('an answer without a reply is sent again, the same, on the next connection', async () => {
    last().open();
    const call = socket.call('ANSWER', { callId: 'c1' });
    const [before] = last().sent;
    last().cut();
    await vi.advanceTimersByTimeAsync(500);
    last().open();
    expect(last().sent).toEqual([before]);
    last().say({ id: before?.id });
    await expect(call).resolves.toBeUndefined();
  });

  test('an answer that waited more than a minute is not sent', async () => {
    last().open();
    last().cut();
    const call = socket.call('ANSWER', { callId: 'c1' }, { maxAge: 60_000 });
    const refused = expect(call).rejects.toMatchObject({ code: 'EXPIRED' });
    await vi.advanceTimersByTimeAsync(61_000);
    last().open();
    await refused;
    expect(last().sent.filter((one) => one.call === 'ANSWER')).toEqual([]);
  });

  test('a call that belongs to one connection ends with it', async () => {
    last().open();
    const call = socket.call('OPEN_PAGE', { slug: 'x' }, { again: false });
    last().cut();
    await expect(call).rejects.toMatchObject({ code: 'CUT' });
    await expect(socket.call('CLOSE_PAGE', {}, { again: false })).rejects.toMatchObject({ code: 'CUT' });
  });

  test('it waits longer after each failure, to a limit, and begins anew after a success', async () => {
    const waits: number[] = [];
    for (let failure = 0; failure < 8; failure++) {
      const count = FakeSocket.all.length;
      const from = Date.now();
      last().cut();
      while (FakeSocket.all.length === count) await vi.advanceTimersByTimeAsync(50);
      waits.push(Date.now() - from);
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 15000, 15000, 15000]);
    last().open();
    const count = FakeSocket.all.length;
    last().say({ push: 'HOME' });
    last().cut();
    await vi.advanceTimersByTimeAsync(500);
    expect(FakeSocket.all.length).toBe(count + 1);
  });

  test('coming online connects at once', async () => {
    last().cut();
    last().cut();
    const count = FakeSocket.all.length;
    globalThis.dispatchEvent(new Event('online'));
    expect(FakeSocket.all.length).toBe(count + 1);
  });

  test('it pings a quiet line and drops a dead one', async () => {
    last().open();
    const first = last();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(first.sent.map((one) => one.call)).toEqual(['PING']);
    first.say({ id: first.sent[0]?.id });
    await vi.advanceTimersByTimeAsync(44_000);
    expect(socket.connection.get().state).toBe('open');
    await vi.advanceTimersByTimeAsync(6_000);
    expect(socket.connection.get().state).toBe('lost');
    expect(first.readyState).toBe(3);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(last()).not.toBe(first);
  });

  test('what an old connection still says is not heard', async () => {
    const heard = vi.fn();
    socket.onPush('RUN', heard);
    last().open();
    const old = last();
    old.cut();
    old.say({ push: 'RUN', data: 1 });
    await vi.advanceTimersByTimeAsync(500);
    last().open();
    last().say({ push: 'RUN', data: 2 });
    expect(heard.mock.calls).toEqual([[2]]);
  });

  test('pushes go to those who listen, until they stop', () => {
    const heard = vi.fn();
    const end = socket.onPush('HOME', heard);
    last().open();
    last().say({ push: 'HOME', data: 'a' });
    last().say({ push: 'SHELL', data: 'b' });
    end();
    last().say({ push: 'HOME', data: 'c' });
    expect(heard.mock.calls).toEqual([['a']]);
  });

  test('a frame that is no JSON is nothing', () => {
    last().open();
    last().dispatchEvent(new MessageEvent('message', { data: '{' }));
    expect(socket.connection.get().state).toBe('open');
  });

  test('the end of the session is said, and nothing is tried again by itself', async () => {
    last().open();
    last().say({ push: 'SIGN_OUT', data: null });
    expect(socket.connection.get().state).toBe('signed-out');
    expect(last().readyState).toBe(3);
    last().cut(1008);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(FakeSocket.all.length).toBe(1);
    expect(socket.connection.get().state).toBe('signed-out');
  });

  test('a look at the tab goes on only when somebody is signed in again', async () => {
    last().open();
    last().say({ push: 'SIGN_OUT', data: null });
    probe = async () => 'signed-out';
    globalThis.dispatchEvent(new Event('focus'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(FakeSocket.all.length).toBe(1);
    probe = async () => 'here';
    globalThis.dispatchEvent(new Event('focus'));
    await vi.advanceTimersByTimeAsync(0);
    expect(FakeSocket.all.length).toBe(2);
    last().open();
    expect(socket.connection.get().state).toBe('open');
  });

  test('what one person asked for is not sent for the next', async () => {
    last().open();
    const asked = expect(socket.call('START_RUN', { slug: 'x' })).rejects.toMatchObject({ code: 'CUT' });
    last().say({ push: 'SIGN_OUT', data: null });
    await asked;
    await expect(socket.call('ANSWER', {})).rejects.toMatchObject({ code: 'CUT' });
    probe = async () => 'here';
    socket.hurry();
    await vi.advanceTimersByTimeAsync(0);
    last().open();
    expect(last().sent).toEqual([]);
  });

  test('a refused upgrade asks whether the session is over', async () => {
    probe = async () => 'signed-out';
    last().cut();
    await vi.advanceTimersByTimeAsync(0);
    expect(socket.connection.get().state).toBe('signed-out');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(FakeSocket.all.length).toBe(1);
  });

  test('what the server refused to read is not sent again', async () => {
    last().open();
    const call = socket.call('ANSWER', { values: ['x'] });
    last().cut(1009, 'A message may have at most 1048576 bytes.');
    await expect(call).rejects.toEqual(new CallError('INVALID', 'A message may have at most 1048576 bytes.'));
    await vi.advanceTimersByTimeAsync(1000);
    last().open();
    expect(last().sent).toEqual([]);
  });

  test.each([
    ['A text', ['x'.repeat(524_289)]],
    ['A text', { deep: ['\n'.repeat(300_000)] }],
    ['This', Array.from({ length: 40 }, () => 'ü'.repeat(20_000))],
  ])('%s that is too long is refused before it is sent', async (what, values) => {
    last().open();
    await expect(socket.call('ANSWER', { values })).rejects.toThrow(new RegExp(`^${what}.* too long`));
    expect(last().sent).toEqual([]);
    void socket.call('ANSWER', { values: ['ü'.repeat(250_000)] }).catch(() => {});
    expect(last().sent).toHaveLength(1);
  });

  test('a restart of the server is an update', () => {
    last().open();
    last().cut(1012);
    expect(socket.connection.get()).toMatchObject({ state: 'lost', updating: true });
  });
});
