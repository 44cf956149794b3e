import type { Translate } from '../text/t';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { Skeleton } from '../ui/Skeleton';
import styles from './States.module.css';
import { change, isNarrowed } from './model';
import type { TableState } from './model';

/** Rows to come, as many as there will be. */
export function SkeletonRows({ count, label }: { count: number; label: string }) {
  return (
    <div className={styles.skeleton}>
      <p className="hide">{label}</p>
      {Array.from({ length: count }, (_, index) => (
        <div className={styles.place} key={index}>
          <Skeleton height={14} width={`${40 + ((index * 17) % 45)}%`} />
        </div>
      ))}
    </div>
  );
}

interface EmptyProps {
  state: TableState;
  ask: (state: TableState) => void;
  stale: boolean;
  t: Translate;
}

/** Nothing there, or nothing that matches, and then the way back. */
export function EmptyRows({ state, ask, stale, t }: EmptyProps) {
  if (stale) return <div className={styles.empty}>{t('table.loading')}</div>;
  if (!isNarrowed(state)) return <div className={styles.empty}>{t('table.empty')}</div>;
  return (
    <div className={styles.empty}>
      <p>{noMatch(state, t)}</p>
      <Button onClick={() => ask(change(state, { queryTerm: undefined, filters: undefined }))}>
        {t(state.filters?.length ? 'table.clearFilters' : 'table.clearSearch')}
      </Button>
    </div>
  );
}

function noMatch(state: TableState, t: Translate): string {
  const query = state.queryTerm ?? '';
  const count = state.filters?.length ?? 0;
  if (query && count) return t('table.noMatchBoth', { query, count });
  return query ? t('table.noMatch', { query }) : t('table.noMatchFilters', { count });
}

/** Why the newest rows could not be had; the old ones stay below, unless rows are chosen. */
export function FailedRow({ message, retry, t }: { message: string; retry: () => void; t: Translate }) {
  return (
    <div className={styles.failed} role="alert">
      <Icon name="error" />
      <span className={styles.reason}>{message}</span>
      <Button small onClick={retry}>
        {t('table.retry')}
      </Button>
    </div>
  );
}
