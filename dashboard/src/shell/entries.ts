// What the palette offers. Nothing in it runs anything by itself: an action is
// opened as a click would open it.

import { t, type TextKey } from '../text/t';
import { openSlug, go, pathOf, runPath } from '../wire/address';
import type { Run, Shell } from '../wire/protocol.gen';
import { flatten } from '../wire/shell';
import { createStore } from '../wire/store';
import { score } from './fuzzy';

/** A line of the palette. */
export interface Entry {
  key: string;
  kind: TextKey;
  name: string;
  detail: string;
  /** More words it is found by. */
  words: string;
  /** Path below the mount, for opening in a new tab. */
  path?: string;
  open: () => void;
}

/** A command that the present screen offers. */
export interface Command {
  key: string;
  name: string;
  words?: string;
  open: () => void;
}

/** The commands of the screen that is shown, besides the panel's own. */
export const screenCommands = createStore<Command[]>([]);

/** Listed routes of the tree; unlisted ones are not for searching. */
export function routeEntries(shell: Shell | null): Entry[] {
  return flatten(shell?.routes)
    .filter(
      ({ route, above }) =>
        route.kind !== 'group' && !route.unlisted && !above.some((group) => group.unlisted),
    )
    .map(({ route, above }) => ({
      key: `route:${route.slug}`,
      kind: route.kind === 'action' ? 'palette.action' : 'palette.page',
      name: route.name,
      detail: route.description ?? above.map((group) => group.name).join(' / '),
      words: [route.slug, route.section ?? '', ...above.map((group) => group.name)].join(' '),
      path: pathOf(route.slug),
      open: () => openSlug(route.slug),
    }));
}

/** Runs of mine: those that wait, then the others. */
export function runEntries(runs: Run[]): Entry[] {
  return runs.map((run) => ({
    key: `run:${run.id}`,
    kind: 'palette.run',
    name: run.name,
    detail:
      run.status === 'waiting' && run.waitingOn
        ? t('run.waitsAt', { what: run.waitingOn })
        : t(`status.${run.status}`),
    words: `${run.slug} ${run.id}`,
    path: runPath(run.id),
    open: () => go(runPath(run.id)),
  }));
}

/** Commands as entries. */
export function commandEntries(commands: Command[]): Entry[] {
  return commands.map((command) => ({
    key: `command:${command.key}`,
    kind: 'palette.command',
    name: command.name,
    detail: '',
    words: command.words ?? '',
    open: command.open,
  }));
}

/** The entries that answer a search, best first; ties go to what this person uses more. */
export function search(entries: Entry[], text: string, uses: Record<string, number>): Entry[] {
  return entries
    .map((entry, index) => {
      const name = score(entry.name, text) * 2;
      const rest = Math.max(score(entry.words, text), score(entry.detail, text) * 0.5);
      const points = Math.max(name, rest);
      return { entry, index, points: points > 0 ? points + Math.min(uses[entry.key] ?? 0, 20) / 2 : 0 };
    })
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points || a.index - b.index)
    .slice(0, 40)
    .map(({ entry }) => entry);
}

const usesKey = 'panel.uses';

/** How often this person opened which entry, in this browser. */
export function readUses(): Record<string, number> {
  try {
    return JSON.parse(localStorage.getItem(usesKey) ?? '{}') as Record<string, number>;
  } catch {
    return {};
  }
}

/** Counts an opening. */
export function countUse(key: string) {
  const uses = readUses();
  uses[key] = (uses[key] ?? 0) + 1;
  try {
    localStorage.setItem(usesKey, JSON.stringify(uses));
  } catch {
    // Storage is full or blocked: the order is then the tree's.
  }
}
