import styles from './Object.module.css';
import type { RendererProps } from './types';
import type { Translate } from '../text/t';
import { formatDateTime } from '../text/format';

/** DISPLAY_OBJECT: a tree that folds what is deep or long. */
export default function ObjectDisplay({ component, t }: RendererProps<{ data?: unknown }>) {
  return (
    <section>
      {component.label && <h2>{component.label}</h2>}
      <div className={styles.tree}>
        <Node value={component.props.data} depth={0} t={t} />
      </div>
    </section>
  );
}

type Entries = [string, unknown][];

function entriesOf(value: unknown): Entries | undefined {
  if (value === null || typeof value !== 'object' || value instanceof Date) return undefined;
  if (value instanceof Map) return [...value].map(([key, each]) => [String(key), each]);
  if (value instanceof Set) return [...value].map((each, index) => [String(index), each]);
  return Object.entries(value);
}

function Node({ value, depth, t }: { value: unknown; depth: number; t: Translate }) {
  const entries = entriesOf(value);
  if (!entries) return <Leaf value={value} t={t} />;
  if (entries.length === 0) return <span className={styles.none}>{t('object.empty')}</span>;
  return (
    <ul className={styles.entries}>
      {entries.map(([key, each]) => (
        <li key={key}>
          <Entry name={key} value={each} depth={depth} t={t} />
        </li>
      ))}
    </ul>
  );
}

function Entry({ name, value, depth, t }: { name: string; value: unknown; depth: number; t: Translate }) {
  const inner = entriesOf(value);
  if (!inner || inner.length === 0) {
    return (
      <div className={styles.line}>
        <span className={styles.key}>{name}</span> <Node value={value} depth={depth + 1} t={t} />
      </div>
    );
  }
  return (
    <details open={inner.length <= 5 && depth < 3}>
      <summary className={styles.summary}>
        <span className={styles.key}>{name}</span>{' '}
        <span className={styles.none}>{t('object.entries', { count: inner.length })}</span>
      </summary>
      <Node value={value} depth={depth + 1} t={t} />
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
