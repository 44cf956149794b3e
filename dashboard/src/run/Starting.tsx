import { useEffect, useState } from 'react';
import { Crumbs } from '../shell/Crumbs';
import { Problem } from '../shell/Problem';
import { useTitle } from '../shell/title';
import { t } from '../text/t';
import { Skeleton } from '../ui/Skeleton';
import { useDelayed } from '../ui/useDelayed';
import { go, remembered, runPath } from '../wire/address';
import { call } from '../wire/calls';
import type { Route } from '../wire/protocol.gen';
import styles from './RunScreen.module.css';

interface Props {
  route: Route;
  params: Record<string, string>;
  startKey: string;
  /** What is done with the run; by default its screen is opened. */
  onStarted?: (runId: string, startKey: string) => void;
}

const openRun = (runId: string, startKey: string) =>
  go(runPath(runId), { replace: true, remember: { ...remembered(), start: startKey } });

/** A run that a press has just started. The key makes it one run, however often this is loaded. */
export function Starting({ route, params, startKey, onStarted = openRun }: Props) {
  const [error, setError] = useState<string>();
  const [attempt, setAttempt] = useState(0);
  const visible = useDelayed(true, 300);
  useTitle(route.name);
  const sent = JSON.stringify(params);
  useEffect(() => {
    let gone = false;
    setError(undefined);
    const asked = { slug: route.slug, params: JSON.parse(sent) as Record<string, string>, key: startKey };
    // What is dangerous is not sent by itself after a cut: the person presses again, with the same key.
    call('START_RUN', asked, { again: !route.dangerous }).then(
      ({ runId }) => {
        if (!gone) onStarted(runId, startKey);
      },
      (reason: unknown) => {
        if (!gone) setError(reason instanceof Error ? reason.message : t('start.failed'));
      },
    );
    return () => {
      gone = true;
    };
  }, [route.slug, route.dangerous, sent, startKey, attempt, onStarted]);
  return (
    <div className={styles.screen} aria-busy={!error}>
      <div>
        <Crumbs slug={route.slug} />
        <h1>{route.name}</h1>
      </div>
      {error ? <Problem message={error} onRetry={() => setAttempt(attempt + 1)} /> : null}
      {visible && !error ? <Skeleton height={56} /> : null}
    </div>
  );
}
