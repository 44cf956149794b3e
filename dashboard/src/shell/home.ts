import type { Home } from '../wire/protocol.gen';
import { call, onPush, socket } from '../wire/calls';
import { createStore } from '../wire/store';
import { toast } from './toasts';

/** The person's runs, kept up to date while the panel is open: home, palette and top bar read it. */
export const homeStore = createStore<Home | null>(null);

/** How many things wait for this person: their own runs, and what others ask. */
export function waitingCount(home: Home | null): number {
  return (home?.waiting?.length ?? 0) + (home?.approvals?.length ?? 0);
}

/** Asks after every connection and follows the pushes; returns what ends it. */
export function followHome(): () => void {
  let seen = 0;
  const ask = () => {
    const { opened } = socket.connection.get();
    if (opened === seen) return;
    seen = opened;
    call('HOME').then(homeStore.set, () => {
      // The next connection asks again.
    });
  };
  const take = (home: Home) => {
    announce(homeStore.get(), home);
    homeStore.set(home);
  };
  const ends = [onPush('HOME', take), socket.connection.subscribe(ask)];
  ask();
  return () => ends.forEach((end) => end());
}

/** Shows what has come since the lists before; what was there at first waits at the bell. */
function announce(before: Home | null, now: Home) {
  if (!before) return;
  const known = new Set(before.notices?.map((notice) => notice.id));
  for (const { id, message, title, read } of now.notices ?? []) {
    if (!read && !known.has(id)) toast(message, { title });
  }
}
