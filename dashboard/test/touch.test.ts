import { afterEach, expect, test, vi } from 'vitest';
import '../src/text/screens';
import { createForm, setValue } from '../src/run/form';
import { emptyRun, type RunState } from '../src/run/store';
import { touch } from '../src/run/touch';
import { socket } from '../src/wire/calls';
import { createStore } from '../src/wire/store';

afterEach(() => vi.restoreAllMocks());

const runOf = (untouched: boolean) => ({
  id: 'r1',
  store: createStore<RunState>({ ...emptyRun, run: { id: 'r1', untouched } as RunState['run'] }),
});

test('the first change is told, once, and again when that did not arrive', async () => {
  const said = vi.spyOn(socket, 'call').mockRejectedValueOnce(new Error('cut')).mockResolvedValue(undefined);
  const run = runOf(true);
  touch(run);
  await vi.waitFor(() => expect(run.store.get().run?.untouched).toBe(true));
  touch(run);
  touch(run);
  expect(said.mock.calls.map(([name, data]) => [name, data])).toEqual([
    ['TOUCH_RUN', { runId: 'r1' }],
    ['TOUCH_RUN', { runId: 'r1' }],
  ]);
});

test('nothing is told of a run that was touched before', () => {
  const said = vi.spyOn(socket, 'call');
  touch(runOf(false));
  expect(said).not.toHaveBeenCalled();
});

test('a form says each change of a value, of secrets too', () => {
  const secret = {
    methodName: 'INPUT_TEXT',
    label: '',
    isStateful: false,
    isOptional: false,
    isMultiple: false,
  };
  const form = createForm('r:g', [{ ...secret, props: { secret: true } }], [{ default: () => null }]);
  form.touch = vi.fn();
  setValue(form, 0, 'x');
  expect(form.touch).toHaveBeenCalledOnce();
});
