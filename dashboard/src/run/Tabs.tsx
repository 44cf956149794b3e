import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import type { Frame } from '../wire/protocol.gen';
import { Frames, type Framing } from './Frames';
import styles from './Frames.module.css';

/** Tabs, of which one is seen. Those that were opened stay as they are while another is. */
export function Tabs({ frame, framing }: { frame: Frame; framing: Framing }) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const tabs = frame.frames ?? [];
  const name = frame.key ?? 'tab';
  const at = Math.max(
    0,
    tabs.findIndex((tab) => tab.key === framing.tabs[name]),
  );
  const seen = useSeen(at);
  useAwake(tabs[at], framing);
  const move = (event: KeyboardEvent) => {
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>('[role=tab]') ?? [])];
    const from = buttons.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowRight: from + 1, ArrowLeft: from - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    buttons.at(to % buttons.length)?.focus();
  };
  return (
    <div className={styles.stack}>
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its tabs have the focus */}
      <div ref={list} role="tablist" className={styles.tabs} aria-label={nameOf(tabs)} onKeyDown={move}>
        {tabs.map((tab, index) => (
          <button
            key={tab.key}
            type="button"
            role="tab"
            id={`${id}-${index}`}
            aria-selected={index === at}
            aria-controls={seen.has(index) ? `${id}-${index}-panel` : undefined}
            tabIndex={index === at ? 0 : -1}
            className={styles.tab}
            onClick={() => framing.openTab(name, tab.key ?? '')}
          >
            {tab.title}
          </button>
        ))}
      </div>
      {tabs.map((tab, index) =>
        seen.has(index) ? (
          <div
            key={tab.key}
            role="tabpanel"
            id={`${id}-${index}-panel`}
            aria-labelledby={`${id}-${index}`}
            hidden={index !== at}
            className={styles.stack}
          >
            <Frames frames={tab.frames ?? []} framing={framing} />
          </div>
        ) : null,
      )}
    </div>
  );
}

/** What a row of tabs is called: what is in it. */
function nameOf(tabs: Frame[]): string {
  return tabs.map((tab) => tab.title).join(', ');
}

/** The places that have been open, the one that is among them. */
function useSeen(at: number): ReadonlySet<number> {
  const [seen, setSeen] = useState<ReadonlySet<number>>(() => new Set([at]));
  if (seen.has(at)) return seen;
  const next = new Set(seen).add(at);
  setSeen(next);
  return next;
}

/** Has the host load a tab that is seen. It says itself once it does. */
function useAwake(tab: Frame | undefined, framing: Framing) {
  const { wake } = framing;
  const lazy = tab?.lazy ?? false;
  const heading = tab?.part ?? 0;
  useEffect(() => {
    if (lazy) wake?.(heading);
  }, [lazy, heading, wake]);
}
