import { base } from '../wire/mount';
import { forgetDrafts } from '../run/drafts';

/** Ends the panel's own session and leaves the screen; what was typed goes with it. */
export async function signOut() {
  forgetDrafts();
  try {
    await fetch(`${base}/-/signout`, { method: 'POST', redirect: 'manual' });
  } finally {
    location.assign(`${base}/`);
  }
}
