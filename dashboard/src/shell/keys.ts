// Shortcuts. Single letters act only outside fields, and nothing here destroys
// anything.

import { useEffect, useRef } from 'react';

/** Shortcuts by their keys: "mod+k", "/", "g h", "alt+1". */
export type Shortcuts = Record<string, (event: KeyboardEvent) => void>;

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** The name of the platform's command key. */
export const modName = isMac ? '⌘' : 'Ctrl';

let prefix = '';
let prefixAt = 0;

function inField(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null;
  return !!element?.closest?.(
    'input, textarea, select, [contenteditable=true], [role=spinbutton], [role=textbox]',
  );
}

/** The text of what was pressed, as in Shortcuts. */
export function keyName(event: KeyboardEvent): string {
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  const key = event.altKey && digit ? digit : event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return `${mod ? 'mod+' : ''}${event.altKey ? 'alt+' : ''}${key}`;
}

/** Listens while the component is on screen. A dialog that is open keeps letters to itself. */
export function useShortcuts(shortcuts: Shortcuts) {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const name = keyName(event);
      const plain = !name.startsWith('mod+') && !name.startsWith('alt+');
      // Some fields keep every key to themselves, so chords are taken before those see them.
      if (plain === (event.eventPhase === Event.CAPTURING_PHASE)) return;
      if (plain && (inField(event.target) || document.querySelector('dialog[open]'))) return;
      const sequence = prefix && Date.now() - prefixAt < 1000 ? `${prefix} ${name}` : name;
      const act = latest.current[sequence] ?? latest.current[name];
      if (!act) return;
      event.preventDefault();
      act(event);
    };
    document.addEventListener('keydown', press, true);
    document.addEventListener('keydown', press);
    return () => {
      document.removeEventListener('keydown', press, true);
      document.removeEventListener('keydown', press);
    };
  }, []);
}

/** Remembers the first key of sequences such as "g h"; once for the page. */
export function useSequences() {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
      // After every other listener has looked at the key; microtasks run between them.
      setTimeout(() => {
        prefix = plain && event.key === 'g' && !inField(event.target) ? 'g' : '';
        prefixAt = Date.now();
      }, 0);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
