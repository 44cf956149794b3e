// The one connection of a tab. It keeps itself up, sends calls that were not
// answered again after a cut, and hands pushes to whoever subscribed.

import type { BrowserCall, BrowserPushKind, BrowserReply, BrowserPush, ErrorCode } from './protocol.gen';
import { tooLong } from './limits';
import { createStore, type Store } from './store';

/** Where the connection stands. */
export interface Connection {
  state: 'connecting' | 'open' | 'lost' | 'signed-out';
  /** Since when it is not open, in milliseconds since 1970; 0 while it is open. */
  since: number;
  /** The server said that it restarts. */
  updating: boolean;
  /** Counts the times the connection opened; screens subscribe again when it grows. */
  opened: number;
}

/** A refusal of a call, written for people. */
export class CallError extends Error {
  readonly code: ErrorCode | 'EXPIRED' | 'CUT';

  constructor(code: ErrorCode | 'EXPIRED' | 'CUT', message: string) {
    super(message);
    this.name = 'CallError';
    this.code = code;
  }
}

/** How a call behaves when the connection is cut. */
export interface CallOptions {
  /** Send it again on the next connection until it is answered. Default true; false rejects with CUT. */
  again?: boolean;
  /** Milliseconds after which it is not sent any more: EXPIRED. For presses made while offline. */
  maxAge?: number;
}

interface Pending {
  id: string;
  frame: string;
  again: boolean;
  expires: number;
  resolve: (data: unknown) => void;
  reject: (error: CallError) => void;
}

/** What a socket needs from the world; tests replace it. */
export interface SocketOptions {
  address: string;
  open?: (address: string) => WebSocket;
  random?: () => number;
  /** Asks whether the person is still signed in, after connections that never opened. */
  probe?: () => Promise<'here' | 'signed-out' | 'away'>;
}

const pingEvery = 20_000;
const silentFor = 45_000;
const firstDelay = 500;
const longestDelay = 15_000;

/** Codes of a close for something that this tab sent: it must not be sent again. */
const refusals = new Set([1008, 1009]);

type PushListener = (data: unknown) => void;

export class Socket {
  readonly connection: Store<Connection>;
  private readonly options: Required<Pick<SocketOptions, 'address' | 'open' | 'random'>> & SocketOptions;
  private socket: WebSocket | undefined;
  private pending = new Map<string, Pending>();
  private listeners = new Map<BrowserPushKind, Set<PushListener>>();
  private nextId = 1;
  private failures = 0;
  private lastHeard = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private heartbeat: ReturnType<typeof setInterval> | undefined;
  private stopped = true;

  constructor(options: SocketOptions) {
    this.options = { open: (address) => new WebSocket(address), random: Math.random, ...options };
    this.connection = createStore<Connection>({
      state: 'connecting',
      since: Date.now(),
      updating: false,
      opened: 0,
    });
  }

  /** Connects and stays connected until stop. */
  start() {
    if (!this.stopped) return;
    this.stopped = false;
    globalThis.addEventListener?.('online', this.hurry);
    globalThis.addEventListener?.('focus', this.hurry);
    this.connect();
  }

  /** Closes for good; every open call is rejected. */
  stop() {
    this.stopped = true;
    globalThis.removeEventListener?.('online', this.hurry);
    globalThis.removeEventListener?.('focus', this.hurry);
    this.drop();
    this.rejectAll();
  }

  /** Connects now instead of after the waiting time; after a sign-out only if somebody is signed in again. */
  readonly hurry = () => {
    if (this.stopped || this.socket) return;
    this.failures = 0;
    if (this.isSignedOut() && this.options.probe) this.askAgain(this.options.probe);
    else this.connect();
  };

  /** Asks the server; resolves with the reply's data or rejects with a CallError. */
  call(name: BrowserCall, data?: unknown, options: CallOptions = {}): Promise<unknown> {
    const id = String(this.nextId++);
    const frame = JSON.stringify({ id, call: name, data });
    const problem = tooLong(data, frame);
    if (problem) return Promise.reject(new CallError('INVALID', problem));
    return new Promise((resolve, reject) => {
      const call: Pending = {
        id,
        frame,
        again: options.again ?? true,
        expires: options.maxAge === undefined ? Infinity : Date.now() + options.maxAge,
        resolve,
        reject,
      };
      if (this.isOpen()) {
        this.pending.set(id, call);
        this.socket?.send(call.frame);
      } else if (call.again && !this.isSignedOut()) {
        this.pending.set(id, call);
      } else {
        reject(new CallError('CUT', 'There is no connection.'));
      }
    });
  }

  /** Hands every push of a kind to the listener; returns what ends it. */
  onPush(kind: BrowserPushKind, listener: PushListener): () => void {
    const all = this.listeners.get(kind) ?? new Set();
    this.listeners.set(kind, all.add(listener));
    return () => all.delete(listener);
  }

  private isOpen() {
    return this.socket?.readyState === 1;
  }

  private isSignedOut() {
    return this.connection.get().state === 'signed-out';
  }

  private connect() {
    clearTimeout(this.retry);
    this.retry = undefined;
    const socket = this.options.open(this.options.address);
    this.socket = socket;
    let opened = false;
    socket.addEventListener('open', () => {
      if (this.socket !== socket) return;
      opened = true;
      this.opened();
    });
    socket.addEventListener('message', (event) => {
      if (this.socket === socket) this.receive(event.data);
    });
    socket.addEventListener('close', (event) => {
      if (this.socket !== socket) return;
      if (refusals.has(event.code)) this.rejectAll('INVALID', event.reason);
      this.closed(opened, event.code);
    });
  }

  private opened() {
    this.lastHeard = Date.now();
    this.heartbeat = setInterval(this.beat, pingEvery / 4);
    this.connection.set((before) => ({
      state: 'open',
      since: 0,
      updating: false,
      opened: before.opened + 1,
    }));
    for (const call of [...this.pending.values()].sort((a, b) => Number(a.id) - Number(b.id))) {
      if (call.expires >= Date.now()) {
        this.socket?.send(call.frame);
        continue;
      }
      this.pending.delete(call.id);
      call.reject(new CallError('EXPIRED', 'This was not sent, because the connection was away for long.'));
    }
  }

  private lastPing = 0;

  private readonly beat = () => {
    const now = Date.now();
    if (now - this.lastHeard > silentFor) {
      this.drop();
      this.closed(true, 1006);
      return;
    }
    if (now - this.lastHeard >= pingEvery && now - this.lastPing >= pingEvery) {
      this.lastPing = now;
      this.call('PING', undefined, { again: false }).catch(() => {
        // A ping that is not answered is silence, and silence is what beat looks for.
      });
    }
  };

  private receive(frame: unknown) {
    this.lastHeard = Date.now();
    this.failures = 0; // only now: a server may open a connection just to close it again
    let message: Partial<BrowserReply & BrowserPush>;
    try {
      message = JSON.parse(String(frame));
    } catch {
      return; // not ours; the server never sends such a frame
    }
    if (message.push !== undefined) {
      if (message.push === 'SIGN_OUT') this.signedOut();
      for (const listener of [...(this.listeners.get(message.push) ?? [])]) listener(message.data);
      return;
    }
    const call = this.pending.get(message.id ?? '');
    if (!call) return;
    this.pending.delete(call.id);
    if (!message.error) {
      call.resolve(message.data);
      return;
    }
    if (message.error.code === 'UNAUTHENTICATED') this.signedOut();
    call.reject(new CallError(message.error.code, message.error.message));
  }

  // What this person asked for must not be sent for the next one, and nothing is
  // tried again by itself: only hurry ends it.
  private signedOut() {
    this.drop();
    this.rejectAll();
    this.connection.set((before) => ({ ...before, state: 'signed-out', since: before.since || Date.now() }));
  }

  private rejectAll(code: CallError['code'] = 'CUT', why = 'The connection was closed.') {
    const calls = [...this.pending.values()];
    this.pending.clear();
    for (const call of calls) call.reject(new CallError(code, why));
  }

  private closed(opened: boolean, code: number) {
    this.drop();
    for (const call of [...this.pending.values()]) {
      if (call.again) continue;
      this.pending.delete(call.id);
      call.reject(new CallError('CUT', 'The connection was cut.'));
    }
    this.connection.set((before) => ({
      ...before,
      state: before.state === 'signed-out' ? 'signed-out' : before.opened === 0 ? 'connecting' : 'lost',
      since: before.since || Date.now(),
      updating: before.updating || code === 1012 || code === 1001,
    }));
    if (this.stopped || this.isSignedOut()) return;
    if (!opened && this.options.probe) this.askWhy();
    const delay = Math.min(firstDelay * 2 ** this.failures++, longestDelay);
    this.retry = setTimeout(() => this.connect(), delay * (0.7 + 0.6 * this.options.random()));
  }

  // A refused upgrade looks like a dead line; only an ordinary request tells.
  private askWhy() {
    this.options.probe?.().then(
      (answer) => {
        if (answer === 'signed-out' && !this.isOpen()) this.signedOut();
      },
      () => {
        // No answer either: the line is down, which the pill says already.
      },
    );
  }

  // An upgrade that is refused is an error in the browser's log; a request is not.
  private askAgain(probe: NonNullable<SocketOptions['probe']>) {
    probe().then(
      (answer) => {
        const wanted = answer === 'here' && this.isSignedOut();
        if (wanted && !this.stopped && !this.socket) this.connect();
      },
      () => {
        // The line is down: the next look at the tab asks again.
      },
    );
  }

  private drop() {
    clearInterval(this.heartbeat);
    clearTimeout(this.retry);
    const socket = this.socket;
    this.socket = undefined;
    socket?.close();
  }
}
