import { useMemo, useState } from 'react';
import { formatDateTime } from '../text/format';
import type { Translate } from '../text/t';
import { Button } from '../ui/Button';
import { copyText } from '../ui/copy';
import styles from './Object.module.css';
import { useRepeatsTitle } from '../ui/screenTitle';
import type { RendererProps } from './types';

/** DISPLAY_OBJECT: a tree that folds what is deep or long, and can be copied. */
export default function ObjectDisplay({ component, t }: RendererProps<{ data?: unknown }>) {
  const { data } = component.props;
  const repeats = useRepeatsTitle(component.label);
  return (
    <section className={styles.object} aria-label={component.label || undefined}>
      <header className={styles.top}>
        {component.label && !repeats && <h2>{component.label}</h2>}
        {entriesOf(data) && (
          <span className={styles.tools}>
            <CopyJSON value={data} t={t} />
            <SaveJSON value={data} name={component.label} t={t} />
          </span>
        )}
      </header>
      <div className={styles.tree}>
        <Node value={data} depth={0} t={t} />
      </div>
    </section>
  );
}

function CopyJSON({ value, t }: { value: unknown; t: Translate }) {
  const [copied, setCopied] = useState(false);
  return (
    <Button
      small
      theme="plain"
      icon={copied ? 'check' : 'copy'}
      onClick={() => void copyText(jsonText(value)).then(setCopied)}
    >
      {t(copied ? 'object.copied' : 'object.copy')}
    </Button>
  );
}

function SaveJSON({ value, name, t }: { value: unknown; name: string; t: Translate }) {
  const download = async () => {
    const { saveText, codeFileName } = await import('./saveText');
    saveText(jsonText(value), codeFileName(name, 'json'), 'application/json');
  };
  return (
    <Button small theme="plain" icon="download" onClick={() => void download()}>
      {t('object.download')}
    </Button>
  );
}

/** A value as JSON; big integers keep every digit, maps and sets are objects and lists. */
export function jsonText(value: unknown): string {
  const digits = new Map<string, string>();
  const text = JSON.stringify(
    value,
    (_key, each: unknown) => {
      if (typeof each === 'bigint') {
        const mark = `\u0001${digits.size}\u0001`;
        digits.set(JSON.stringify(mark), String(each));
        return mark;
      }
      if (each instanceof Map) return Object.fromEntries([...each].map(([key, of]) => [keyText(key), of]));
      return each instanceof Set ? [...each] : each;
    },
    2,
  );
  return [...digits].reduce((done, [mark, number]) => done.replace(mark, number), text ?? 'null');
}

type Entries = [string, unknown][];

function keyText(key: unknown): string {
  return key instanceof Date ? key.toISOString() : String(key);
}

function entriesOf(value: unknown): Entries | undefined {
  if (value === null || typeof value !== 'object' || value instanceof Date) return undefined;
  if (value instanceof Map) return [...value].map(([key, each]) => [keyText(key), each]);
  if (value instanceof Set) return [...value].map((each, index) => [String(index), each]);
  return Object.entries(value);
}

/** How many entries of a list are drawn at first, and more with each press. */
const atOnce = 100;

function Node({ value, depth, t }: { value: unknown; depth: number; t: Translate }) {
  const entries = useMemo(() => entriesOf(value), [value]);
  const [shown, setShown] = useState(atOnce);
  if (!entries) return <Leaf value={value} t={t} />;
  if (entries.length === 0) return <span className={styles.none}>{t('object.empty')}</span>;
  const rest = entries.length - shown;
  return (
    <ul className={styles.entries}>
      {entries.slice(0, shown).map(([key, each], index) => (
        // oxlint-disable-next-line react/no-array-index-key -- keys of maps may read alike
        <li key={index}>
          <Entry name={key} value={each} depth={depth} t={t} />
        </li>
      ))}
      {rest > 0 && (
        <li>
          <Button small theme="plain" onClick={() => setShown(shown + atOnce)}>
            {t('object.more', { count: Math.min(rest, atOnce) })}
          </Button>
        </li>
      )}
    </ul>
  );
}

function Entry({ name, value, depth, t }: { name: string; value: unknown; depth: number; t: Translate }) {
  const inner = useMemo(() => entriesOf(value), [value]);
  const [open, setOpen] = useState(inner !== undefined && inner.length <= 5 && depth < 3);
  if (!inner || inner.length === 0) {
    return (
      <div className={styles.line}>
        <span className={styles.key}>{name}</span> <Node value={value} depth={depth + 1} t={t} />
      </div>
    );
  }
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={styles.summary}>
        <span className={styles.key}>{name}</span>{' '}
        <span className={styles.none}>{t('object.entries', { count: inner.length })}</span>
      </summary>
      {open && <Node value={value} depth={depth + 1} t={t} />}
    </details>
  );
}

function Leaf({ value, t }: { value: unknown; t: Translate }) {
  if (value === null || value === undefined) return <span className={styles.none}>–</span>;
  if (typeof value === 'boolean') return <span>{t(value ? 'io.yes' : 'io.no')}</span>;
  if (value instanceof Date) return <time dateTime={value.toISOString()}>{formatDateTime(value)}</time>;
  const kind = typeof value === 'number' || typeof value === 'bigint' ? styles.number : styles.text;
  return <span className={kind}>{String(value)}</span>;
}
