import { useEffect, useRef, useState } from 'react';
import { CancelDialog } from '../run/CancelDialog';
import { StatusBadge } from '../run/status';
import { toast } from '../shell/toasts';
import { formatExact, formatWhen } from '../text/format';
import { t } from '../text/t';
import { Button } from '../ui/Button';
import { runPath } from '../wire/address';
import { base } from '../wire/mount';
import type { Run } from '../wire/protocol.gen';
import styles from './Home.module.css';

const shownAtFirst = 5;

interface BandProps {
  name: string;
  runs: Run[];
  /** They wait for the person, which the heading says for all of them. */
  waiting?: boolean;
}

/** Runs of mine that have not ended, newest first: a few, the others on a press, each with a way to end it. */
export function RunBand({ name, runs, waiting = false }: BandProps) {
  const [all, setAll] = useState(false);
  const { ask, dialog } = useCancel();
  if (runs.length === 0) return dialog;
  const shown = all ? runs : runs.slice(0, shownAtFirst);
  return (
    <section className={styles.band}>
      <h2>{name}</h2>
      <ul className={waiting ? `${styles.runs} ${styles.marked}` : styles.runs}>
        {shown.map((run) => (
          <RunRow key={run.id} run={run} plain={waiting} onCancel={() => ask(run)} />
        ))}
      </ul>
      {runs.length > shownAtFirst ? (
        <div>
          <Button small aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? t('home.fewer') : t('home.showAll', { count: runs.length })}
          </Button>
        </div>
      ) : null}
      {dialog}
    </section>
  );
}

// The row of an ended run goes, and the focus in it with it: the screen gets it.
function useCancel() {
  const [asked, ask] = useState<Run>();
  const canceled = useRef(false);
  useEffect(() => {
    if (asked || !canceled.current) return;
    canceled.current = false;
    document.getElementById('main')?.focus({ preventScroll: true });
  }, [asked]);
  const dialog = asked ? (
    <CancelDialog
      run={asked}
      onClose={() => ask(undefined)}
      onCanceled={() => {
        canceled.current = true;
        toast(t('home.canceled', { name: asked.name }));
      }}
    />
  ) : null;
  return { ask, dialog };
}

interface RowProps {
  run: Run;
  /** Where its status goes without saying. */
  plain?: boolean;
  onCancel?: () => void;
}

/** A run as a line that opens it. */
export function RunRow({ run, plain = false, onCancel }: RowProps) {
  const at = new Date(run.endedAt ?? run.startedAt);
  const when = formatWhen(at);
  return (
    <li className={styles.row}>
      <a className={styles.run} href={base + runPath(run.id)}>
        <span className={styles.runName}>
          {run.name}
          {run.status === 'waiting' && run.waitingOn ? (
            <span className={styles.dim}> {run.waitingOn}</span>
          ) : null}
        </span>
        {plain && run.service !== 'away' ? null : <StatusBadge run={run} />}
        <time className={styles.when} dateTime={at.toISOString()} title={formatExact(at)}>
          {run.endedAt ? when : t('home.started', { when })}
        </time>
      </a>
      {onCancel ? (
        <Button
          iconOnly
          theme="plain"
          icon="close"
          className={styles.cancel}
          title={t('run.cancel')}
          onClick={onCancel}
        >
          {t('home.cancel', { name: run.name })}
        </Button>
      ) : null}
    </li>
  );
}
