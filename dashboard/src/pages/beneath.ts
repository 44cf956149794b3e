// The screen beneath a drawer.

import { go, remembered, type Target } from '../wire/address';
import { base } from '../wire/mount';

/** Whether a redirect leads to the screen that is there already, whatever else its address says. */
export function isBeneath({ route, params }: Target): boolean {
  const here = location.pathname.slice(base.length + 1).replace(/\/$/, '');
  if (!route || decodeURIComponent(here) !== route) return false;
  const query = new URLSearchParams(location.search);
  return Object.entries(params ?? {}).every(([key, value]) => query.get(key) === String(value));
}

let leaving = false; // until the history has gone back, which is not at once

/** Closes the drawer, and has the screen beneath asked for again. */
export function backBeneath() {
  if (leaving) return;
  leaving = true;
  const renew = () => {
    leaving = false;
    go(location.pathname.slice(base.length) + location.search, { replace: true, remember: remembered() });
  };
  addEventListener('popstate', renew, { once: true });
  history.back();
}
