// A run as this tab knows it: a pure function of the messages about it. The same
// message twice changes nothing, and any order of messages gives the same end.

import type {
  Answer,
  IOCall,
  LoadingState,
  LogLine,
  Notice,
  RedirectTarget,
  Run,
  RunEvent,
  RunEvents,
} from '../wire/protocol.gen';

/** Everything about one run. */
export interface RunState {
  run: Run | null;
  /** The newest message that the head comes from. */
  headSeq: number;
  /** Every change up to this number is here. */
  seq: number;
  /** Some number between was never seen: ask for the rest. */
  gap: boolean;
  slots: Record<string, RunEvent>;
}

export const emptyRun: RunState = { run: null, headSeq: -1, seq: 0, gap: false, slots: {} };

/** Takes the reply to OPEN_RUN in: everything there is after what was asked for. */
export function applyReply(state: RunState, reply: RunEvents): RunState {
  const next = merge(state, reply);
  return { ...next, seq: Math.max(state.seq, reply.seq), gap: false };
}

/** Takes a push in. It says all when it continues where this tab stands; otherwise there is a gap. */
export function applyPush(state: RunState, push: RunEvents): RunState {
  const next = merge(state, push);
  if (push.seq <= state.seq) return next;
  const numbers = new Set((push.events ?? []).map((event) => event.seq));
  let complete = state.seq;
  while (numbers.has(complete + 1)) complete++;
  if (complete === push.seq) return { ...next, seq: complete };
  return { ...next, seq: complete, gap: true };
}

function merge(state: RunState, message: RunEvents): RunState {
  let { run, headSeq, slots } = state;
  if (message.seq >= headSeq) {
    run = message.run;
    headSeq = message.seq;
  }
  for (const event of message.events ?? []) {
    const before = slots[event.slot];
    if (before && before.seq >= event.seq) continue;
    slots = { ...slots, [event.slot]: event };
  }
  if (run === state.run && headSeq === state.headSeq && slots === state.slots) return state;
  return { ...state, run, headSeq, slots };
}

/** One question or display of the transcript. */
export interface Step {
  groupKey: string;
  at: number;
  call: IOCall;
  answer: Answer | undefined;
  /** It is the one that waits for an answer now. */
  open: boolean;
}

/** What the transcript shows, in order. */
export type Item =
  | { kind: 'step'; at: number; key: string; step: Step }
  | { kind: 'notice'; at: number; key: string; notice: Notice };

/** Whether the run has not ended. */
export function isLive(run: Pick<Run, 'status'>): boolean {
  return run.status === 'starting' || run.status === 'working' || run.status === 'waiting';
}

/** The transcript's items, oldest first. */
export function itemsOf(state: RunState): Item[] {
  const items: Item[] = [];
  for (const event of Object.values(state.slots)) {
    if (event.kind === 'call') {
      const step = stepOf(state, event);
      items.push({ kind: 'step', at: event.at, key: event.slot, step });
    } else if (event.kind === 'notice') {
      items.push({ kind: 'notice', at: event.at, key: event.slot, notice: event.data as Notice });
    }
  }
  return items.sort((a, b) => a.at - b.at);
}

function stepOf({ run, slots }: RunState, event: RunEvent): Step {
  const call = event.data as IOCall;
  const groupKey = call.inputGroupKey;
  const answer = slots[`answer:${groupKey}`]?.data as Answer | undefined;
  const open = run?.status === 'waiting' && run.pendingKey === groupKey;
  return { groupKey, at: event.at, call, answer: open ? undefined : answer, open };
}

/** What the run shows while it works, or undefined. */
export function loadingOf({ run, slots }: RunState): LoadingState | undefined {
  if (!run || !isLive(run) || run.status === 'waiting') return undefined;
  return (slots.loading?.data as LoadingState | null) ?? undefined;
}

/** The log's lines in order. */
export function logOf({ slots }: RunState): LogLine[] {
  return Object.values(slots)
    .filter((event) => event.kind === 'log')
    .map((event) => event.data as LogLine)
    .sort((a, b) => a.index - b.index);
}

/** Where the run sent the person, if it did. */
export function redirectOf({ run, slots }: RunState): RedirectTarget | undefined {
  return run?.result?.redirect ?? (slots.redirect?.data as RedirectTarget | undefined);
}

/** Whether the group was answered with this render; another tab's or an older answer does not count. */
export function isStored(state: RunState, groupKey: string, callId: string): boolean {
  return (state.slots[`answer:${groupKey}`]?.data as Answer | undefined)?.callId === callId;
}
