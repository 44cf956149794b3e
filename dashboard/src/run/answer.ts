// Sending an answer. The server says "stored" after its commit; until then the
// form is locked, and after a cut it unlocks only when the server has said
// whether the answer is there.

import { t } from '../text/t';
import { call } from '../wire/calls';
import { CallError } from '../wire/socket';
import { encodeValues } from '../wire/values';
import { settle, type Form } from './form';
import { isStored } from './store';
import type { FollowedRun } from './useRun';

const longestWait = 60_000;

/** Sends the values for the render that is open now. */
export async function sendAnswer(
  run: FollowedRun,
  form: Form,
  groupKey: string,
  values: unknown[],
  choice?: string,
) {
  form.problem.set(undefined);
  form.phase.set('sending');
  for (let attempt = 0; ; attempt++) {
    const callId = run.store.get().run?.pendingId ?? '';
    const verdict = await tryOnce(run, { groupKey, callId, values, choice });
    if (verdict === 'stored') {
      if (form.phase.get() === 'sending') settle(form);
      return;
    }
    // A new render came while this was on its way, because a search or a page of
    // rows changed: it is the same question with the same values.
    const head = run.store.get().run;
    const again =
      verdict === 'stale' && attempt < 2 && head?.pendingKey === groupKey && head.pendingId !== callId;
    if (again) continue;
    form.problem.set(verdict === 'stale' ? t('answer.stale') : verdict);
    form.phase.set('idle');
    return;
  }
}

/**
 * Proves who sits here and answers with it. Resolves to what is wrong, '' when no
 * secret was given and no earlier proof counts. The secret is sent once, whatever
 * becomes of the line.
 */
export async function prove(
  run: FollowedRun,
  form: Form,
  groupKey: string,
  secret: string,
): Promise<string | undefined> {
  if (form.phase.get() !== 'idle') return '';
  if (secret !== '') form.phase.set('sending');
  const callId = run.store.get().run?.pendingId ?? '';
  try {
    const { ok } = await call('PROVE', { runId: run.id, groupKey, callId, secret }, { again: false });
    if (ok) settle(form);
    return ok ? undefined : '';
  } catch (reason) {
    form.phase.set('idle');
    const code = reason instanceof CallError ? reason.code : 'INTERNAL';
    if (secret === '') return '';
    const said = reason instanceof Error && code !== 'CUT' && code !== 'EXPIRED';
    return said ? reason.message : t('identity.failed');
  }
}

interface Sent {
  groupKey: string;
  callId: string;
  values: unknown[];
  choice: string | undefined;
}

/** 'stored', 'stale', or a sentence that says why not. */
async function tryOnce(run: FollowedRun, sent: Sent): Promise<string> {
  try {
    const { values, valuesMeta } = encodeValues(sent.values);
    const { groupKey, callId, choice } = sent;
    await call(
      'ANSWER',
      { runId: run.id, groupKey, callId, values, valuesMeta, choice },
      { maxAge: longestWait },
    );
    return 'stored';
  } catch (reason) {
    const code = reason instanceof CallError ? reason.code : 'INTERNAL';
    if (code === 'STALE' || code === 'EXPIRED' || code === 'CUT') {
      await run.refresh().catch(() => {
        // Still no line: the next connection refreshes; what is known now decides.
      });
      if (isStored(run.store.get(), sent.groupKey, sent.callId)) return 'stored';
    }
    if (code === 'STALE') return 'stale';
    if (code === 'EXPIRED' || code === 'CUT') return t('answer.expired');
    return reason instanceof Error ? reason.message : t('answer.failed');
  }
}
