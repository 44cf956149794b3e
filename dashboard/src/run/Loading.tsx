import { useEffect, useRef, useState } from 'react';
import { formatDuration } from '../text/format';
import { t } from '../text/t';
import { useDelayed } from '../ui/useDelayed';
import type { LoadingState } from '../wire/protocol.gen';
import styles from './Loading.module.css';

/** What a run shows while it works, in the place where its next step will appear. */
export function Loading({ state }: { state: LoadingState | undefined }) {
  const visible = useDelayed(true, 300);
  const long = useDelayed(true, 3000);
  const label = state?.label || (long && !state ? t('loading.long') : t('loading.working'));
  const outer = state?.within ?? [];
  return (
    <section
      className={visible || state ? styles.card : `${styles.card} ${styles.hidden}`}
      aria-label={label}
    >
      {outer.map((level, depth) => (
        <Level key={depth} state={level} label={level.label || t('loading.working')} depth={depth} />
      ))}
      <Level key={outer.length} state={state} label={label} depth={outer.length} newest />
    </section>
  );
}

interface LevelProps {
  state: LoadingState | undefined;
  label: string;
  /** How many levels it is a part of. */
  depth: number;
  /** What is being done just now: it turns where it has no counts. */
  newest?: boolean;
}

function Level({ state, label, depth, newest }: LevelProps) {
  const total = state?.itemsInQueue ?? undefined;
  const done = state?.itemsCompleted ?? 0;
  const rest = useRemaining(total, done);
  return (
    <div className={styles.level} style={{ marginInlineStart: depth * 16 }}>
      <div className={styles.top}>
        {newest && total === undefined ? <span className={styles.spinner} aria-hidden="true" /> : null}
        <span className={styles.label}>{label}</span>
        {total === undefined ? null : (
          <span className={styles.count}>
            {t('loading.count', { done, total })}
            {rest === undefined ? null : ` · ${t('loading.left', { time: formatDuration(rest) })}`}
          </span>
        )}
      </div>
      {state?.description ? <p className={styles.description}>{state.description}</p> : null}
      {total === undefined ? null : (
        <div
          role="progressbar"
          aria-label={label}
          aria-valuemin={0}
          aria-valuemax={total}
          aria-valuenow={done}
          className={styles.track}
        >
          <div
            className={styles.fill}
            style={{ transform: `scaleX(${total > 0 ? Math.min(done / total, 1) : 0})` }}
          />
        </div>
      )}
    </div>
  );
}

/** Milliseconds that are left, once five seconds have shown a steady rate. */
function useRemaining(total: number | undefined, done: number): number | undefined {
  const begun = useRef<{ at: number; done: number; total: number | undefined }>(undefined);
  const [rest, setRest] = useState<number>();
  useEffect(() => {
    if (begun.current === undefined || begun.current.total !== total || done < begun.current.done) {
      begun.current = { at: Date.now(), done, total };
      setRest(undefined);
      return;
    }
    const passed = Date.now() - begun.current.at;
    const finished = done - begun.current.done;
    if (passed < 5000 || finished < 2 || total === undefined) return;
    setRest(((total - done) * passed) / finished);
  }, [total, done]);
  return rest !== undefined && rest >= 1000 ? rest : undefined;
}
