import { useCallback, useEffect, useMemo, useState } from 'react';
import { useStore } from '../ui/useStore';
import { call, onPush, socket } from '../wire/calls';
import { gather } from '../wire/gather';
import type { RunEvents } from '../wire/protocol.gen';
import { CallError } from '../wire/socket';
import { createStore, type Store } from '../wire/store';
import { applyPush, applyReply, emptyRun, type RunState } from './store';

/** A run that is followed. */
export interface FollowedRun {
  id: string;
  store: Store<RunState>;
  /** Why it cannot be shown. */
  error: CallError | undefined;
  /** Asks for what is missing and resolves when it is here. */
  refresh: () => Promise<void>;
}

const known = new Map<string, Store<RunState>>();
const keptRuns = 20;

// What a run said is not kept for whoever signs in next.
socket.connection.subscribe(() => {
  if (socket.connection.get().state === 'signed-out') known.clear();
});

function storeOf(id: string): Store<RunState> {
  const store = known.get(id) ?? createStore<RunState>(emptyRun);
  known.delete(id);
  known.set(id, store);
  for (const old of known.keys()) {
    if (known.size <= keptRuns) break;
    known.delete(old);
  }
  return store;
}

/** What this tab knows of a run that it has looked at. */
export function knownRun(id: string): RunState | undefined {
  const state = known.get(id)?.get();
  return state?.run ? state : undefined;
}

/** Follows a run: everything there is now, then each change, across cuts of the line. */
export function useRun(id: string): FollowedRun {
  const store = useMemo(() => storeOf(id), [id]);
  const [error, setError] = useState<CallError>();
  const { opened } = useStore(socket.connection);

  const refresh = useCallback(async () => {
    let more = true;
    while (more) {
      const { seq } = store.get();
      const reply = await call('OPEN_RUN', { runId: id, after: seq }, { again: false });
      store.set((before) => applyReply(before, reply));
      more = reply.more === true && store.get().seq > seq; // a long transcript comes in parts
    }
  }, [id, store]);

  useEffect(() => {
    if (opened === 0) return;
    let asking = false;
    const ask = () => {
      if (asking) return;
      asking = true;
      refresh()
        .then(() => setError(undefined))
        .catch((reason: unknown) => {
          // A cut is asked again by the next connection.
          if (reason instanceof CallError && reason.code !== 'CUT') setError(reason);
        })
        .finally(() => {
          asking = false;
        });
    };
    const pushes = gather<RunEvents>((all) => {
      store.set((before) => all.reduce(applyPush, before));
      if (store.get().gap) ask();
    });
    const end = onPush('RUN', (push) => {
      if (push.run.id === id) pushes.add(push);
    });
    ask();
    return () => {
      end();
      pushes.end();
    };
  }, [id, store, refresh, opened]);

  useEffect(
    () => () => {
      call('CLOSE_RUN', { runId: id }, { again: false }).catch(() => {
        // The line is down, and with it the subscription.
      });
    },
    [id],
  );

  return { id, store, error, refresh };
}
