// What the server says about the person, the panel and what may be opened.

import type { Route, Shell } from './protocol.gen';
import { createStore } from './store';

/** The shell, once the server has sent it. */
export const shell = createStore<Shell | null>(null);

/** Every route of the tree with the names of the groups above it. */
export interface Placed {
  route: Route;
  above: Route[];
}

/** The routes of a tree in its order, parents before children. */
export function flatten(routes: Route[] | null | undefined, above: Route[] = []): Placed[] {
  return (routes ?? []).flatMap((route) => [{ route, above }, ...flatten(route.children, [...above, route])]);
}

/** Unlisted routes that were asked for, by slug. They are not in the shell's tree. */
export const unlisted = createStore<Record<string, Placed>>({});

/** The route of a slug as far as it is known here; see useRoute for asking. */
export function findRoute(slug: string, from: Shell | null = shell.get()): Placed | undefined {
  return flatten(from?.routes).find((placed) => placed.route.slug === slug) ?? unlisted.get()[slug];
}
