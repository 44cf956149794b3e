import { memo, useEffect, useRef, useState, type ReactNode } from 'react';
import { formatClock, formatExact } from '../text/format';
import { t } from '../text/t';
import { Button } from '../ui/Button';
import { copyText } from '../ui/copy';
import { Icon } from '../ui/Icon';
import type { LogLine } from '../wire/protocol.gen';
import styles from './Log.module.css';

/** What the action logged, as text. It stays at the end until somebody scrolls up. */
export function Log({ lines: all }: { lines: LogLine[] }) {
  const [least, setLeast] = useState<Level>('debug');
  const lines = least === 'debug' ? all : all.filter((line) => rank(line) >= levels.indexOf(least));
  const box = useRef<HTMLOListElement>(null);
  const atEnd = useRef(true);
  const [seen, setSeen] = useState<number>(); // how many there were when somebody scrolled up
  useEffect(() => {
    const element = box.current;
    if (element && atEnd.current) element.scrollTop = element.scrollHeight;
  }, [lines.length]);
  const unseen = lines.length - (seen ?? lines.length);
  const toEnd = () => {
    atEnd.current = true;
    setSeen(undefined);
    box.current?.scrollTo({ top: box.current.scrollHeight });
  };
  return (
    <section className={styles.log} aria-label={t('log.name')} id="log" tabIndex={-1}>
      <div className={styles.top}>
        <h2>{t('log.name')}</h2>
        {all.some((line) => line.level) ? <Filter least={least} onPick={setLeast} /> : null}
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
          setSeen((before) => (atEnd.current ? undefined : (before ?? lines.length)));
        }}
      >
        {lines.map((line) => (
          <Line key={line.index} line={line} />
        ))}
      </ol>
      {lines.length === 0 ? <p className={styles.none}>{t('log.none')}</p> : null}
      {unseen > 0 ? (
        <Button small className={styles.pill} onClick={toEnd}>
          {t('log.unseen', { count: unseen })}
        </Button>
      ) : null}
    </section>
  );
}

/** A line does not change, and there may be thousands. */
const Line = memo(function Line({ line }: { line: LogLine }) {
  return (
    <li className={styles.line} data-level={line.level || 'info'}>
      <time dateTime={new Date(line.timestamp).toISOString()} title={formatExact(new Date(line.timestamp))}>
        {formatClock(new Date(line.timestamp))}
      </time>
      <span className={styles.text}>
        <Mark line={line} />
        {withLinks(line.text)}
      </span>
    </li>
  );
});

const levels = ['debug', 'info', 'warn', 'error'] as const;
type Level = (typeof levels)[number];

const rank = (line: LogLine) => levels.indexOf((line.level || 'info') as Level);

/** From which level on lines are shown. */
function Filter({ least, onPick }: { least: Level; onPick: (least: Level) => void }) {
  return (
    <select
      className={styles.filter}
      aria-label={t('log.filter')}
      value={least}
      onChange={(event) => onPick(event.target.value as Level)}
    >
      <option value="debug">{t('log.fromDebug')}</option>
      <option value="info">{t('log.fromInfo')}</option>
      <option value="warn">{t('log.fromWarn')}</option>
      <option value="error">{t('log.fromError')}</option>
    </select>
  );
}

/** What kind of line it is, as a picture and, for those who hear it, as a word. */
function Mark({ line }: { line: LogLine }) {
  if (line.level !== 'warn' && line.level !== 'error') return null;
  const error = line.level === 'error';
  return (
    <>
      <Icon name={error ? 'error' : 'warning'} size={13} />
      <span className="hide">{error ? t('log.error') : t('log.warn')} </span>
    </>
  );
}

function textOf(lines: LogLine[]): string {
  return lines
    .map(
      (line) =>
        `${new Date(line.timestamp).toISOString()} ${line.level ? `${line.level.toUpperCase()} ` : ''}${line.text}`,
    )
    .join('\n');
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
