import { useCallback } from 'react';
import { call } from '../wire/calls';
import { encodeValues } from '../wire/values';
import type { Form } from './form';
import type { Step } from './store';
import type { FollowedRun } from './useRun';

/** Hands components of a step new states; the host answers with a render. */
export function useStates(
  run: FollowedRun,
  form: Form,
  step: Step,
  failed: (reason: unknown, index: number) => void,
) {
  const count = step.call.toRender.length;
  const { groupKey } = step;
  return useCallback(
    (index: number, state: unknown) => {
      form.fields[index]?.set((before) => ({ ...before, state, stale: true }));
      const values: unknown[] = Array.from({ length: count }, () => null);
      values[index] = state;
      call('RUN_STATE', { runId: run.id, groupKey, ...encodeValues(values) }).catch((reason: unknown) => {
        form.fields[index]?.set((before) => ({ ...before, stale: false }));
        failed(reason, index);
      });
    },
    [run.id, form, groupKey, count, failed],
  );
}
