import { useEffect, useRef, useState, type ReactNode } from 'react';
import { formatClock, formatExact } from '../text/format';
import { t } from '../text/t';
import { Button } from '../ui/Button';
import { copyText } from '../ui/copy';
import type { LogLine } from '../wire/protocol.gen';
import styles from './Log.module.css';

/** What the action logged, as text. It stays at the end until somebody scrolls up. */
export function Log({ lines }: { lines: LogLine[] }) {
  const box = useRef<HTMLOListElement>(null);
  const atEnd = useRef(true);
  const [seen, setSeen] = useState(lines.length);
  useEffect(() => {
    const element = box.current;
    if (!element || !atEnd.current) return;
    element.scrollTop = element.scrollHeight;
    setSeen(lines.length);
  }, [lines.length]);
  const unseen = lines.length - seen;
  const toEnd = () => {
    atEnd.current = true;
    setSeen(lines.length);
    box.current?.scrollTo({ top: box.current.scrollHeight });
  };
  return (
    <section className={styles.log} aria-label={t('log.name')} id="log" tabIndex={-1}>
      <div className={styles.top}>
        <h2>{t('log.name')}</h2>
        <Button theme="plain" small icon="copy" iconOnly onClick={() => void copyText(textOf(lines))}>
          {t('log.copy')}
        </Button>
      </div>
      <ol
        ref={box}
        className={styles.lines}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable
        tabIndex={0}
        aria-label={t('log.name')}
        onScroll={(event) => {
          const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
          atEnd.current = scrollHeight - scrollTop - clientHeight < 8;
          if (atEnd.current) setSeen(lines.length);
        }}
      >
        {lines.map((line) => (
          <li key={line.index} className={styles.line}>
            <time
              dateTime={new Date(line.timestamp).toISOString()}
              title={formatExact(new Date(line.timestamp))}
            >
              {formatClock(new Date(line.timestamp))}
            </time>
            <span className={styles.text}>{withLinks(line.text)}</span>
          </li>
        ))}
      </ol>
      {unseen > 0 ? (
        <Button small className={styles.pill} onClick={toEnd}>
          {t('log.unseen', { count: unseen })}
        </Button>
      ) : null}
    </section>
  );
}

function textOf(lines: LogLine[]): string {
  return lines.map((line) => `${new Date(line.timestamp).toISOString()} ${line.text}`).join('\n');
}

const address = /https?:\/\/[^\s<>"')\]]+[^\s<>"')\].,;:!?]/g;

function withLinks(text: string): ReactNode[] {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const match of text.matchAll(address)) {
    parts.push(text.slice(from, match.index));
    parts.push(
      <a key={match.index} href={match[0]} target="_blank" rel="noreferrer noopener">
        {match[0]}
      </a>,
    );
    from = match.index + match[0].length;
  }
  parts.push(text.slice(from));
  return parts;
}
