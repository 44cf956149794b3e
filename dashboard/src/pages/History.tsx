import { useEffect, useState } from 'react';
import { Problem } from '../shell/Problem';
import { useTitle } from '../shell/title';
import { StatusBadge } from '../run/status';
import { formatDuration, formatExact, formatWhen } from '../text/format';
import { t } from '../text/t';
import { Button } from '../ui/Button';
import { Skeleton } from '../ui/Skeleton';
import { useStore } from '../ui/useStore';
import { runPath } from '../wire/address';
import { call, socket } from '../wire/calls';
import { base } from '../wire/mount';
import type { Run } from '../wire/protocol.gen';
import { CallError } from '../wire/socket';
import styles from './History.module.css';

const pageSize = 50;

interface Loaded {
  runs: Run[];
  more: boolean;
}

/** Every run of mine, newest first. */
export function History() {
  const [loaded, setLoaded] = useState<Loaded>();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const { opened } = useStore(socket.connection);
  useTitle(t('nav.history'));

  const ask = (before?: string) => {
    setBusy(true);
    call('HISTORY', { limit: pageSize, before })
      .then((page) => {
        setError(undefined);
        setLoaded((old) => ({
          runs: before ? [...(old?.runs ?? []), ...(page.runs ?? [])] : (page.runs ?? []),
          more: page.more,
        }));
      })
      .catch((reason: unknown) => {
        if (reason instanceof CallError) setError(reason.message);
      })
      .finally(() => setBusy(false));
  };
  useEffect(() => {
    if (opened > 0) ask();
  }, [opened]);

  return (
    <div className={styles.screen}>
      <h1>{t('nav.history')}</h1>
      {error ? <Problem message={error} onRetry={() => ask()} /> : null}
      {!loaded && !error ? <Skeleton height={320} /> : null}
      {loaded && loaded.runs.length === 0 ? <p className={styles.dim}>{t('history.none')}</p> : null}
      {loaded && loaded.runs.length > 0 ? <Rows runs={loaded.runs} /> : null}
      {loaded?.more ? (
        <div>
          <Button busy={busy} onClick={() => ask(loaded.runs.at(-1)?.id)}>
            {t('history.older')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function Rows({ runs }: { runs: Run[] }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('history.what')}</th>
          <th scope="col">{t('history.status')}</th>
          <th scope="col">{t('history.started')}</th>
          <th scope="col" className={styles.took}>
            {t('history.took')}
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <Row key={run.id} run={run} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ run }: { run: Run }) {
  const started = new Date(run.startedAt);
  const params = Object.values(run.params ?? {})
    .map(String)
    .join(', ');
  return (
    <tr>
      <td className={styles.what}>
        <a className={styles.link} href={base + runPath(run.id)}>
          {run.name}
        </a>
        {params ? <span className={styles.dim}> {params}</span> : null}
        {run.status === 'failed' && run.result?.message ? (
          <span className={styles.message}>{run.result.message}</span>
        ) : null}
      </td>
      <td>
        <StatusBadge run={run} />
      </td>
      <td className={styles.dim}>
        <time dateTime={run.startedAt} title={formatExact(started)}>
          {formatWhen(started)}
        </time>
      </td>
      <td className={`${styles.dim} ${styles.took}`}>
        {run.endedAt ? tookText(Date.parse(run.endedAt) - started.getTime()) : '–'}
      </td>
    </tr>
  );
}

function tookText(milliseconds: number): string {
  return milliseconds < 1000 ? t('history.atOnce') : formatDuration(milliseconds);
}
