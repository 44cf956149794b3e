import type { ReactNode } from 'react';
import { LinkedText } from '../io/LinkedText';
import { formatDateTime, formatExact } from '../text/format';
import { t } from '../text/t';
import { isRecord } from '../wire/values';
import type { Component } from '../wire/protocol.gen';
import { asComponent, methodsOf, useComponents, useRenderers } from './components';
import { answeredForm } from './form';
import { Slot, SlotPlaces } from './Slot';
import styles from './Value.module.css';

/** A value by its type: text as text, an object as two columns, rows as a table, anything deeper as a tree. */
export function Value({ value }: { value: unknown }): ReactNode {
  if (isScalar(value)) return <Scalar value={value} />;
  if (Array.isArray(value)) {
    if (value.length === 0) return <p className={styles.dim}>{t('value.none')}</p>;
    if (value.every(isScalar)) return <List items={value} />;
    if (value.every(isFlat)) return <Rows rows={value} />;
  } else if (isFlat(value)) {
    return <Pairs record={value} />;
  }
  return <Tree value={value} />;
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value !== 'object' || value instanceof Date;
}

function isFlat(value: unknown): value is Record<string, unknown> {
  if (!isRecord(value) || value instanceof Date || value instanceof Map || value instanceof Set) return false;
  return Object.values(value).every(isScalar);
}

function Scalar({ value }: { value: unknown }) {
  if (value === null || value === undefined || value === '') return <span className={styles.dim}>–</span>;
  if (typeof value === 'boolean') return <>{value ? t('value.yes') : t('value.no')}</>;
  if (typeof value === 'number' || typeof value === 'bigint')
    return <span className={styles.number}>{String(value)}</span>; // may be an id or a year: never grouped
  if (value instanceof Date) return <time title={formatExact(value)}>{formatDateTime(value)}</time>;
  return (
    <span className={styles.text}>
      <LinkedText text={String(value)} />
    </span>
  );
}

function List({ items }: { items: unknown[] }) {
  return (
    <ul className={styles.list}>
      {items.map((item, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- values have no names
        <li key={index}>
          <Scalar value={item} />
        </li>
      ))}
    </ul>
  );
}

function Pairs({ record }: { record: Record<string, unknown> }) {
  const entries = Object.entries(record);
  if (entries.length === 0) return <p className={styles.dim}>{t('value.none')}</p>;
  return (
    <dl className={styles.pairs}>
      {entries.map(([key, value]) => (
        <div key={key}>
          <dt>{readable(key)}</dt>
          <dd>
            <Scalar value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Rows({ rows }: { rows: Record<string, unknown>[] }) {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('value.rows')}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {readable(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- rows have no names
            <tr key={index}>
              {columns.map((column) => (
                <td key={column} className={typeof row[column] === 'number' ? styles.right : undefined}>
                  <Scalar value={row[column]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** "amount_refunded" and "amountRefunded" as people write them. */
function readable(key: string): string {
  const words = key
    .replace(/_/g, ' ')
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .trim();
  if (words === '' || words !== words.toLowerCase())
    return words ? words.charAt(0).toUpperCase() + words.slice(1) : key;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const noState = () => {};

/** The displays that a result is, where it is more than a value. */
export function displaysOf(meta: unknown): Component[] {
  const displays = isRecord(meta) ? meta.displays : undefined;
  if (!Array.isArray(displays)) return [];
  return displays.filter(
    (one): one is Component =>
      isRecord(one) && typeof one.methodName === 'string' && one.methodName.startsWith('DISPLAY_'),
  );
}

/** Displays that need nobody to answer for them. */
export function Displays({ displays }: { displays: Component[] }) {
  const components = useComponents(displays);
  const found = useRenderers(methodsOf(components));
  if (!found) return <SlotPlaces components={components} />;
  const form = answeredForm(components, found, []);
  return (
    <div className={styles.displays}>
      {components.map((component, index) => (
        <Slot
          // oxlint-disable-next-line react/no-array-index-key -- displays have no names
          key={index}
          form={form}
          index={index}
          component={component}
          found={found[index] ?? 'unknown'}
          groupKey="result"
          callId=""
          locked={false}
          readOnly
          sendState={noState}
        />
      ))}
    </div>
  );
}

// Deeper values are drawn by the component that draws objects in transcripts.
function Tree({ value }: { value: unknown }) {
  const found = useRenderers(['DISPLAY_OBJECT']);
  const component = {
    ...asComponent({
      methodName: 'DISPLAY_OBJECT',
      label: '',
      isStateful: false,
      isOptional: false,
      isMultiple: false,
      props: {},
    }),
    props: { data: value },
  };
  if (!found?.[0]) return <SlotPlaces components={[component]} />;
  return (
    <Slot
      form={answeredForm([component], found, [])}
      index={0}
      component={component}
      found={found[0]}
      groupKey="result"
      callId=""
      locked={false}
      readOnly
      sendState={noState}
    />
  );
}
