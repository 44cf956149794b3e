import { useCallback, useEffect, useState } from 'react';
import { StatusBadge } from '../run/status';
import { Problem } from '../shell/Problem';
import { useTitle } from '../shell/title';
import { formatDateTime, formatExact, formatWhen } from '../text/format';
import { t } from '../text/t';
import { Badge } from '../ui/Badge';
import { Skeleton } from '../ui/Skeleton';
import { useStore } from '../ui/useStore';
import { hrefOf, runPath } from '../wire/address';
import { call, socket } from '../wire/calls';
import { base } from '../wire/mount';
import type { LastTime, Schedule } from '../wire/protocol.gen';
import { CallError } from '../wire/socket';
import styles from './History.module.css';
import { whenText } from './when';

/** How often the list is asked for again, in milliseconds. */
const renewed = 60_000;

/** When the actions that I can run do so by themselves, the next first. */
export function Timetable() {
  const { schedules, error, ask } = useSchedules();
  useTitle(t('nav.schedules'));
  return (
    <div className={styles.screen}>
      <h1>{t('nav.schedules')}</h1>
      {error ? <Problem message={error} onRetry={ask} /> : null}
      {!schedules && !error ? <Skeleton height={160} /> : null}
      {schedules?.length === 0 ? <p className={styles.dim}>{t('schedule.none')}</p> : null}
      {schedules && schedules.length > 0 ? <Rows schedules={schedules} /> : null}
    </div>
  );
}

function useSchedules() {
  const [schedules, setSchedules] = useState<Schedule[]>();
  const [error, setError] = useState<string>();
  const { opened } = useStore(socket.connection);
  const ask = useCallback(() => {
    call('SCHEDULES').then(
      (found) => {
        setError(undefined);
        setSchedules(found.schedules);
      },
      (reason: unknown) => {
        if (reason instanceof CallError) setError(reason.message);
      },
    );
  }, []);
  useEffect(() => {
    if (opened === 0) return;
    ask();
    const timer = setInterval(ask, renewed);
    return () => clearInterval(timer);
  }, [opened, ask]);
  return { schedules, error, ask };
}

function Rows({ schedules }: { schedules: Schedule[] }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('schedule.what')}</th>
          <th scope="col">{t('schedule.when')}</th>
          <th scope="col">{t('schedule.next')}</th>
          <th scope="col">{t('schedule.last')}</th>
          <th scope="col">{t('schedule.as')}</th>
        </tr>
      </thead>
      <tbody>
        {schedules.map((schedule) => (
          <Row key={schedule.key} schedule={schedule} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ schedule }: { schedule: Schedule }) {
  const next = new Date(schedule.next);
  const words = whenText(schedule.cron);
  const params = Object.values(schedule.params ?? {}).join(', ');
  return (
    <tr>
      <td className={styles.what}>
        <a className={styles.link} href={hrefOf({ route: schedule.slug })}>
          {schedule.name}
        </a>
        {params ? <span className={styles.dim}> {params}</span> : null}
      </td>
      <td>
        {words ?? <code>{schedule.cron}</code>}
        <span className={styles.message}>
          {words ? (
            <>
              <code>{schedule.cron}</code> ·{' '}
            </>
          ) : null}
          {schedule.zone}
        </span>
      </td>
      <td data-label={t('schedule.next')}>
        <time dateTime={schedule.next} title={formatExact(next)}>
          {formatDateTime(next)}
        </time>
      </td>
      <td data-label={t('schedule.last')}>
        {schedule.last ? (
          <Last last={schedule.last} />
        ) : (
          <span className={styles.dim}>{t('schedule.never')}</span>
        )}
      </td>
      <td className={styles.what} data-label={t('schedule.as')}>
        {schedule.as}
      </td>
    </tr>
  );
}

/** What became of the last time: the status of its run, or why there is none. */
function Last({ last }: { last: LastTime }) {
  const due = new Date(last.due);
  const when = (
    <time dateTime={last.due} title={formatExact(due)}>
      {formatWhen(due)}
    </time>
  );
  return (
    <>
      {last.status ? (
        <StatusBadge run={{ status: last.status, service: 'here', forOthers: last.forOthers }} />
      ) : (
        <Badge tone="bad">{t('schedule.passed')}</Badge>
      )}{' '}
      {last.runId ? <a href={base + runPath(last.runId)}>{when}</a> : when}
      {last.reason ? <span className={styles.message}>{last.reason}</span> : null}
      {last.missed ? (
        <span className={styles.message}>{t('schedule.missed', { count: last.missed })}</span>
      ) : null}
    </>
  );
}
