import type { ReactNode } from 'react';
import styles from './Badge.module.css';

/** What a badge means; the word in it says the same. */
export type BadgeTone = 'plain' | 'accent' | 'ok' | 'warn' | 'bad';

/** A short word about a state. */
export function Badge({ tone = 'plain', children }: { tone?: BadgeTone; children: ReactNode }) {
  return <span className={`${styles.badge} ${styles[tone]}`}>{children}</span>;
}
