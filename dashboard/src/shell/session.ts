import { forgetDrafts } from '../run/drafts';
import { base } from '../wire/mount';
import { shell, unlisted } from '../wire/shell';
import { homeStore } from './home';
import { toasts } from './toasts';

/** Ends the panel's own session and leaves the screen; what was typed goes with it. */
export async function signOut() {
  forgetDrafts();
  try {
    await fetch(`${base}/-/signout`, { method: 'POST', redirect: 'manual' });
  } finally {
    location.assign(`${base}/`);
  }
}

/** Lets go of all that the service said to somebody who is signed out now. What they typed stays in their tab. */
export function forget() {
  shell.set(null);
  homeStore.set(null);
  unlisted.set({});
  toasts.set([]);
}

/** Somebody else has signed in: nothing that was typed, pressed or shown before is theirs. */
export function startClean() {
  forgetDrafts();
  history.replaceState(null, '');
  location.reload();
}
