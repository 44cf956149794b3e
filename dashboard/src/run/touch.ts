import { useEffect } from 'react';
import { call } from '../wire/calls';
import type { Form } from './form';
import type { FollowedRun } from './useRun';

/** Tells the server that something was filled in: a run in which nothing was does not wait for its person. */
export function useTouch(run: FollowedRun, form: Form) {
  useEffect(() => {
    form.touch = () => touch(run);
    return () => {
      delete form.touch;
    };
  }, [run, form]);
}

/** Says it once; when that does not arrive, the next change says it again. */
export function touch({ id, store }: Pick<FollowedRun, 'id' | 'store'>) {
  const mark = (untouched: boolean) =>
    store.set((before) => (before.run ? { ...before, run: { ...before.run, untouched } } : before));
  if (!store.get().run?.untouched) return;
  mark(false);
  call('TOUCH_RUN', { runId: id }).catch(() => mark(true));
}
