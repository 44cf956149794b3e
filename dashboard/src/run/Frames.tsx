import { createContext, Fragment, useContext, useState, type ReactNode } from 'react';
import type { Frame } from '../wire/protocol.gen';
import styles from './Frames.module.css';
import { Tabs } from './Tabs';

/** How a screen draws what stands in frames. */
export interface Framing {
  /** Draws the component at a place. */
  draw: (index: number) => ReactNode;
  /** The open tab of each tabs, by their name; the first where there is none. */
  tabs: Record<string, string>;
  openTab: (name: string, tab: string) => void;
  /** A tab is seen whose parts the host loads when its heading is told. */
  wake?: (heading: number) => void;
}

const Depth = createContext(2);

interface Props {
  frames: Frame[] | undefined;
  /** How many components there are. */
  count: number;
  framing: Framing;
}

/** The components of a call where they stand: in frames, or one below the other. */
export function Arranged({ frames, count, framing }: Props) {
  if (frames) return <Frames frames={frames} framing={framing} />;
  return Array.from({ length: count }, (_, index) => framing.draw(index));
}

/** Frames, one below the other. */
export function Frames({ frames, framing }: { frames: Frame[]; framing: Framing }) {
  return frames.map((frame, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- the place is its name
    <Fragment key={index}>
      <One frame={frame} framing={framing} />
    </Fragment>
  ));
}

function One({ frame, framing }: { frame: Frame; framing: Framing }) {
  const inside = frame.frames ?? [];
  switch (frame.kind) {
    case 'part':
      return framing.draw(frame.part ?? 0);
    case 'columns':
      return <Columns frame={frame} framing={framing} />;
    case 'section':
      return <Section frame={frame} framing={framing} />;
    case 'tabs':
      return <Tabs frame={frame} framing={framing} />;
    default:
      return (
        <div className={styles.stack}>
          <Frames frames={inside} framing={framing} />
        </div>
      );
  }
}

function Columns({ frame, framing }: { frame: Frame; framing: Framing }) {
  const columns = frame.frames ?? [];
  const widths = columns.map((_, index) => `minmax(0, ${frame.widths?.[index] ?? 1}fr)`).join(' ');
  return (
    <div className={styles.room}>
      <div
        className={styles.columns}
        data-many={columns.length > 2 || undefined}
        style={{ '--widths': widths } as React.CSSProperties}
      >
        {columns.map((column, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- the place is its name
          <div key={index} className={styles.stack}>
            <One frame={column} framing={framing} />
          </div>
        ))}
      </div>
    </div>
  );
}

function Section({ frame, framing }: { frame: Frame; framing: Framing }) {
  const depth = useContext(Depth);
  const [open, setOpen] = useState(!frame.closed);
  const Title = depth > 3 ? 'h4' : depth > 2 ? 'h3' : 'h2';
  const heading = frame.title ? <Title className={styles.title}>{frame.title}</Title> : null;
  const help = frame.help ? <p className={styles.help}>{frame.help}</p> : null;
  const look = frame.card ? `${styles.section} ${styles.card}` : styles.section;
  const inside = (
    <Depth value={frame.title ? depth + 1 : depth}>
      <Frames frames={frame.frames ?? []} framing={framing} />
    </Depth>
  );
  if (!frame.folds) {
    return (
      <section className={look} aria-label={frame.title || undefined}>
        {heading || help ? (
          <header>
            {heading}
            {help}
          </header>
        ) : null}
        {inside}
      </section>
    );
  }
  return (
    <details className={look} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={styles.summary}>{heading}</summary>
      <div className={styles.stack}>
        {help}
        {inside}
      </div>
    </details>
  );
}
