// "Run again with the same answers": what the run before was answered stands in
// the questions of the new one, until somebody looks at it and sends it.

import { useEffect, useState } from 'react';
import { takesAnswer } from '../io/answers';
import { remembered } from '../wire/address';
import { call } from '../wire/calls';
import type { IOCall } from '../wire/protocol.gen';
import { decode } from '../wire/values';
import { applyReply, emptyRun, itemsOf, type RunState, type Step } from './store';
import { knownRun } from './useRun';

/** The questions of a run, oldest first. */
function questionsOf(state: RunState): Step[] {
  return itemsOf(state).flatMap((item) =>
    item.kind === 'step' && item.step.call.toRender.some(takesAnswer) ? [item.step] : [],
  );
}

/** Whether there is an answer to begin with next time. */
export function hasAnswers(state: RunState): boolean {
  return questionsOf(state).some(({ answer }) => answer !== undefined);
}

/** What the question at the same place of the run before was answered, when it is the same question. */
export function earlierAnswers(before: RunState, now: RunState, groupKey: string): unknown[] | undefined {
  const at = questionsOf(now).findIndex((step) => step.groupKey === groupKey);
  const step = questionsOf(now)[at];
  const old = questionsOf(before)[at];
  if (!step || !old?.answer || shapeOf(old.call) !== shapeOf(step.call)) return undefined;
  const values = decode(old.answer.values, old.answer.valuesMeta) as unknown[];
  const own = ({ methodName }: { methodName: string }) => methodName === 'UPLOAD_FILE'; // files went with their run
  return values.map((value, index) => (own(old.call.toRender[index] ?? { methodName: '' }) ? null : value));
}

function shapeOf(asked: IOCall): string {
  return JSON.stringify(asked.toRender.map(({ methodName, label }) => [methodName, label]));
}

/** The run whose answers this one begins with; undefined while it is being asked for, null when there is none. */
export function useEarlierRun(): RunState | null | undefined {
  const [id] = useState(() => remembered().again);
  const [state, setState] = useState<RunState | null | undefined>(() => (id ? knownRun(id) : null));
  useEffect(() => {
    if (!id || state !== undefined) return;
    let gone = false;
    load(id).then(
      (loaded) => gone || setState(loaded),
      () => gone || setState(null), // it is not there any more: nothing is filled in
    );
    return () => {
      gone = true;
    };
  }, [id, state]);
  return state;
}

async function load(id: string): Promise<RunState> {
  let state = emptyRun;
  for (let more = true; more;) {
    const reply = await call('OPEN_RUN', { runId: id, after: state.seq }, { again: false });
    more = reply.more === true && reply.seq > state.seq;
    state = applyReply(state, reply);
  }
  await call('CLOSE_RUN', { runId: id }, { again: false });
  return state;
}
