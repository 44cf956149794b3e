// Addresses below the mount, and going to them. A link is always a plain anchor
// with a real address; one listener turns a plain click on an address of the
// panel into a change of screen. Opening an action by a click starts it, except
// when it is dangerous; a cold load of the same address shows its start card.

import { base } from './mount';

/** Where a button, a cell, a row or a redirect leads. */
export interface Target {
  route?: string | null;
  url?: string | null;
  params?: Record<string, unknown> | null;
}

/** What the history keeps beside an address. */
export interface Remembered {
  /** The start key of a click on an action: the same after a reload, so that it starts once. */
  start?: string;
  /** Name of the screen the person came from. */
  from?: string;
  /** Another one with every change of screen; what a screen writes into its address is no change. */
  visit?: string;
  /** The run whose answers the new one begins with. */
  again?: string;
  /** What is open in a drawer over the screen. */
  over?: Over;
}

/** An action in a drawer; with its run once there is one. */
export interface Over {
  slug: string;
  params?: Record<string, unknown> | null;
  start: string;
  run?: string;
}

/** Opens an action over the screen. Back closes it, and a reload keeps it. */
export function openOver(slug: string, params?: Record<string, unknown> | null) {
  history.pushState({ ...remembered(), over: { slug, params, start: newKey() } }, '');
}

/** The path of a slug below the mount, with its parameters as query. */
export function pathOf(slug: string, params?: Record<string, unknown> | null): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(params ?? {})) {
    if (value === null || value === undefined) continue;
    query.set(key, value instanceof Date ? value.toISOString() : String(value));
  }
  const text = query.toString();
  const path = slug.split('/').map(encodeURIComponent).join('/');
  return `/${path}${text ? `?${text}` : ''}`;
}

/** The path of a run. */
export function runPath(runId: string): string {
  return `/-/runs/${encodeURIComponent(runId)}`;
}

/** What an anchor's href is: absolute for our own paths, the address itself when it is a web or mail address. */
export function hrefOf(target: Target): string | undefined {
  if (target.route) return base + pathOf(target.route, target.params);
  return target.url && isSafe(target.url) ? target.url : undefined;
}

/** Whether an address may be followed: web, mail, phone or relative; never script. */
export function isSafe(url: string): boolean {
  try {
    return ['http:', 'https:', 'mailto:', 'tel:'].includes(new URL(url, location.href).protocol);
  } catch {
    return false;
  }
}

/** Whether an address leads out of this panel's origin. */
export function isExternal(url: string): boolean {
  try {
    return new URL(url, location.href).origin !== location.origin;
  } catch {
    return false;
  }
}

/** Changes the screen to a path below the mount, e.g. "/-/history". */
export function go(path: string, options: { replace?: boolean; remember?: Remembered } = {}) {
  const address = base + path;
  if (beforeGo.stay?.(() => go(path, options)) || beforeGo.leave?.(address)) return;
  const state = { ...options.remember, visit: newKey() };
  if (options.replace) history.replaceState(state, '', address);
  else history.pushState(state, '', address);
}

/** What is asked before the screen changes. */
export const beforeGo: {
  /** Set by the shell: returns true when it loads the address itself (a newer build is there). */
  leave?: (address: string) => boolean;
  /** Set by a screen that would lose something: returns true when it asks first, and goes on itself. */
  stay?: (again: () => void) => boolean;
} = {};

/** Opens a slug as a click does: the key lets an action start at once, unless it is dangerous. */
export function openSlug(
  slug: string,
  params?: Record<string, unknown> | null,
  replace = false,
  again?: string,
) {
  go(pathOf(slug, params), {
    replace,
    remember: { start: newKey(), from: screenName(), again },
  });
}

/** A key that nobody else makes, for starting a run once. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What the history keeps for the present address. */
export function remembered(): Remembered {
  return (history.state as Remembered | null) ?? {};
}

/** Takes the start key out of the history, so that this address starts nothing. */
export function forgetStart() {
  history.replaceState({ ...remembered(), start: undefined }, '');
}

function screenName(): string {
  // A badge beside the name is an element, the name is text.
  const parts = [...(document.querySelector('h1')?.childNodes ?? [])];
  return parts
    .flatMap((part) => (part.nodeType === Node.TEXT_NODE ? (part.textContent ?? '') : []))
    .join('')
    .trim();
}

/** Follows plain clicks on addresses of the panel; returns what ends it. */
export function followClicks(): () => void {
  const follow = (event: MouseEvent) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest?.('a[href]') as HTMLAnchorElement | null;
    if (!link || link.target || link.hasAttribute('download')) return;
    if (link.getAttribute('href')?.startsWith('#')) return;
    if (link.origin !== location.origin || !link.pathname.startsWith(`${base}/`)) return;
    const slug = link.pathname.slice(base.length + 1).replace(/\/$/, '');
    if (['-/signout', '-/signin', '-/a'].some((own) => slug === own || slug.startsWith(`${own}/`))) return;
    event.preventDefault();
    if (event.detail > 1) return; // the rest of a double click
    const path = link.pathname.slice(base.length) + link.search;
    const params = Object.fromEntries(new URLSearchParams(link.search));
    if (link.closest('[data-over]')) openOver(decodeURIComponent(slug), params);
    else if (slug.startsWith('-/') || slug === '' || link.closest('[data-cold]'))
      go(path, { remember: { from: screenName() } });
    else openSlug(decodeURIComponent(slug), params);
  };
  document.addEventListener('click', follow);
  return () => document.removeEventListener('click', follow);
}
