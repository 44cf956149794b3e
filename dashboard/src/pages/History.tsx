import { useCallback, useEffect, useRef, useState } from 'react';
import { useSearch } from 'wouter';
import { Problem } from '../shell/Problem';
import { useTitle } from '../shell/title';
import { StatusBadge } from '../run/status';
import { formatDuration, formatExact, formatWhen } from '../text/format';
import { t } from '../text/t';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { Skeleton } from '../ui/Skeleton';
import { useStore } from '../ui/useStore';
import { runPath } from '../wire/address';
import { call, socket } from '../wire/calls';
import { base } from '../wire/mount';
import type { RanAction, Run } from '../wire/protocol.gen';
import { CallError } from '../wire/socket';
import { narrowedBy, queryOf, requestOf, type Narrowed } from './historyAddress';
import { HistoryFilters } from './HistoryFilters';
import styles from './History.module.css';

const pageSize = 50;

interface Loaded {
  runs: Run[];
  more: boolean;
  /** The query that they answer. */
  query: string;
  actions: RanAction[];
}

/** The runs of mine that its address asks for, newest first. */
export function History() {
  const narrowed = narrowedBy(useSearch());
  const query = queryOf(narrowed);
  const { loaded, error, busy, ask } = useRuns(query);
  useTitle(t('nav.history'));
  const clear = () => narrow(narrowedBy(''));
  return (
    <div className={styles.screen}>
      <h1>{t('nav.history')}</h1>
      {query || (loaded && loaded.actions.length > 0) ? (
        <HistoryFilters
          narrowed={narrowed}
          actions={loaded?.actions ?? []}
          busy={busy}
          onNarrow={narrow}
          onClear={loaded?.runs.length === 0 ? undefined : clear}
        />
      ) : null}
      {error ? <Problem message={error} onRetry={() => ask()} /> : null}
      {!loaded && !error ? <Skeleton height={320} /> : null}
      <div role="status" className={styles.said}>
        {loaded?.runs.length === 0 ? <Nothing query={loaded.query} clear={clear} /> : null}
      </div>
      {loaded && loaded.runs.length > 0 ? <Rows runs={loaded.runs} stale={loaded.query !== query} /> : null}
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

// A change of a search that goes on takes its place in the history of the browser.
function narrow(next: Narrowed) {
  const before = narrowedBy(location.search);
  const goesOn = before.q !== '' && next.q !== '' && before.q !== next.q;
  const write = goesOn ? history.replaceState : history.pushState;
  write.call(history, history.state, '', location.pathname + queryOf(next));
}

/** Asks for the runs of a query, again when it changes and after every connection. */
function useRuns(query: string) {
  const [loaded, setLoaded] = useState<Loaded>();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const newest = useRef(0);
  const { opened } = useStore(socket.connection);
  const ask = useCallback(
    (before?: string) => {
      const mine = (newest.current += 1);
      setBusy(true);
      call('HISTORY', { limit: pageSize, before, ...requestOf(narrowedBy(query)) })
        .then((page) => {
          if (mine !== newest.current) return;
          setError(undefined);
          setLoaded((old) => ({
            runs: before ? [...(old?.runs ?? []), ...page.runs] : page.runs,
            more: page.more,
            query,
            actions: before ? (old?.actions ?? []) : (page.actions ?? []),
          }));
        })
        .catch((reason: unknown) => {
          if (mine === newest.current && reason instanceof CallError) setError(reason.message);
        })
        .finally(() => {
          if (mine === newest.current) setBusy(false);
        });
    },
    [query],
  );
  useEffect(() => {
    if (opened > 0) ask();
  }, [opened, ask]);
  return { loaded, error, busy, ask };
}

/** Nothing there, or nothing that matches, and then the way back. */
function Nothing({ query, clear }: { query: string; clear: () => void }) {
  if (!query) return <p className={styles.dim}>{t('history.none')}</p>;
  return (
    <div className={styles.nothing}>
      <p>{t('history.noMatch')}</p>
      <Button onClick={clear}>{t('history.clear')}</Button>
    </div>
  );
}

function Rows({ runs, stale }: { runs: Run[]; stale: boolean }) {
  return (
    <table className={styles.table} aria-busy={stale}>
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
        {run.scheduled ? (
          <span className={styles.message}>
            <Icon name="calendar" size={12} /> {t('history.byClock')}
          </span>
        ) : null}
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
