import { useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { t } from '../text/t';
import { Icon } from '../ui/Icon';
import { useStore } from '../ui/useStore';
import { absolute } from '../wire/mount';
import { shell as shellStore } from '../wire/shell';
import {
  commandEntries,
  countUse,
  readUses,
  routeEntries,
  runEntries,
  screenCommands,
  search,
  type Command,
  type Entry,
} from './entries';
import { homeStore } from './home';
import styles from './Palette.module.css';

interface Props {
  /** Only actions are offered. */
  actionsOnly: boolean;
  commands: Command[];
  onClose: () => void;
}

/** The command palette: one box, one list. Enter goes; with the command key in a new tab. */
export function Palette({ actionsOnly, commands, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const { shown, groups } = useEntries(text, actionsOnly, commands);
  const active = shown[Math.min(at, shown.length - 1)];

  useLayoutEffect(() => {
    const before = document.activeElement;
    const box = dialog.current;
    if (box && !box.open) box.showModal();
    return () => {
      box?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  useEffect(() => {
    dialog.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [at, text]);

  const open = (entry: Entry, newTab: boolean) => {
    countUse(entry.key);
    onClose();
    if (newTab && entry.path) window.open(absolute(entry.path), '_blank', 'noreferrer');
    else entry.open();
  };

  const press = (event: KeyboardEvent) => {
    const move = (to: number) => {
      event.preventDefault();
      if (shown.length > 0) setAt((to + shown.length) % shown.length);
    };
    if (event.key === 'ArrowDown') move(at + 1);
    else if (event.key === 'ArrowUp') move(at - 1);
    else if (event.key === 'Home' && text === '') move(0);
    else if (event.key === 'Enter' && active && !event.nativeEvent.isComposing) {
      event.preventDefault();
      open(active, event.ctrlKey || event.metaKey);
    }
  };

  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- Escape is the key
    <dialog
      ref={dialog}
      className={styles.palette}
      aria-label={t('palette.name')}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className={styles.top}>
        <Icon name="search" />
        <input
          className={styles.input}
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={active ? `palette-${active.key}` : undefined}
          aria-label={t('palette.name')}
          placeholder={actionsOnly ? t('palette.findAction') : t('palette.placeholder')}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={press}
        />
      </div>
      <div id="palette-list" role="listbox" aria-label={t('palette.name')} className={styles.list}>
        {groups.map((group) => (
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a group of options
          <div key={group.name} role="group" aria-label={group.name || undefined}>
            {group.name ? <div className={styles.heading}>{group.name}</div> : null}
            {group.entries.map((entry) => (
              <Line
                key={entry.key}
                entry={entry}
                active={entry === active}
                onHover={() => setAt(shown.indexOf(entry))}
                onOpen={(newTab) => open(entry, newTab)}
              />
            ))}
          </div>
        ))}
      </div>
      {shown.length === 0 ? <p className={styles.none}>{t('palette.none', { text })}</p> : null}
    </dialog>
  );
}

interface LineProps {
  entry: Entry;
  active: boolean;
  onHover: () => void;
  onOpen: (newTab: boolean) => void;
}

function Line({ entry, active, onHover, onOpen }: LineProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the box has the focus and the keys
    <div
      id={`palette-${entry.key}`}
      role="option"
      aria-selected={active}
      className={styles.line}
      onPointerMove={() => {
        if (!active) onHover();
      }}
      onClick={(event) => onOpen(event.ctrlKey || event.metaKey)}
    >
      <span className={styles.words}>
        <span className={styles.lineName}>{entry.name}</span>
        {entry.detail ? <span className={styles.detail}>{entry.detail}</span> : null}
      </span>
      <span className={styles.kind}>{t(entry.kind)}</span>
    </div>
  );
}

interface Group {
  name: string;
  entries: Entry[];
}

function useEntries(
  text: string,
  actionsOnly: boolean,
  commands: Command[],
): { shown: Entry[]; groups: Group[] } {
  const shell = useStore(shellStore);
  const home = useStore(homeStore);
  const own = useStore(screenCommands);
  return useMemo(() => {
    const uses = readUses();
    const routes = routeEntries(shell);
    const actions = routes.filter((entry) => entry.kind === 'palette.action');
    const waiting = runEntries(home?.waiting ?? []);
    const running = runEntries(home?.inProgress ?? []);
    const recent = runEntries(home?.recent ?? []);
    const all = commandEntries([...own, ...commands]);
    let groups: Group[];
    if (text.trim() !== '') {
      const from = actionsOnly ? actions : [...routes, ...waiting, ...running, ...recent, ...all];
      groups = [{ name: '', entries: search(from, text, uses) }];
    } else if (actionsOnly) {
      groups = [{ name: t('palette.actions'), entries: byUse(actions, uses) }];
    } else {
      groups = [
        { name: t('palette.waiting'), entries: waiting.slice(0, 5) },
        { name: t('palette.recent'), entries: [...running, ...recent].slice(0, 5) },
        { name: t('palette.actions'), entries: byUse(routes, uses).slice(0, 8) },
        { name: t('palette.commands'), entries: all },
      ];
    }
    groups = groups.filter((group) => group.entries.length > 0);
    return { groups, shown: groups.flatMap((group) => group.entries) };
  }, [shell, home, own, commands, text, actionsOnly]);
}

function byUse(entries: Entry[], uses: Record<string, number>): Entry[] {
  return [...entries].sort((a, b) => (uses[b.key] ?? 0) - (uses[a.key] ?? 0));
}
