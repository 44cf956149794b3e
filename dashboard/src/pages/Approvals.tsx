import { formatExact, formatWhen } from '../text/format';
import { t } from '../text/t';
import { runPath } from '../wire/address';
import { base } from '../wire/mount';
import type { Asking } from '../wire/protocol.gen';
import styles from './Home.module.css';

/** What others ask this person to agree to, each as a line that opens it. */
export function Approvals({ asked }: { asked: Asking[] }) {
  if (asked.length === 0) return null;
  return (
    <section className={styles.band}>
      <h2>{t('home.approvals')}</h2>
      <ul className={`${styles.runs} ${styles.marked}`}>
        {asked.map((one) => (
          <AskingRow key={one.runId} asking={one} />
        ))}
      </ul>
    </section>
  );
}

function AskingRow({ asking: { runId, label, name, owner, since } }: { asking: Asking }) {
  const at = new Date(since);
  return (
    <li className={styles.row}>
      <a className={styles.run} href={base + runPath(runId)}>
        <span className={styles.runName}>
          {label}
          <span className={styles.dim}> {name}</span>
        </span>
        <span className={styles.dim}>{owner.name || owner.email}</span>
        <time className={styles.when} dateTime={at.toISOString()} title={formatExact(at)}>
          {formatWhen(at)}
        </time>
      </a>
    </li>
  );
}
