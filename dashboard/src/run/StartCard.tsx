import { useEffect, useState } from 'react';
import { Crumbs } from '../shell/Crumbs';
import { NotFound } from '../shell/NotFound';
import { Problem } from '../shell/Problem';
import { useTitle } from '../shell/title';
import { formatTime, formatExact, formatWhen } from '../text/format';
import { t } from '../text/t';
import { Badge } from '../ui/Badge';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { Skeleton } from '../ui/Skeleton';
import { useStore } from '../ui/useStore';
import { forgetStart, go, newKey, pathOf, remembered, runPath } from '../wire/address';
import { call, socket } from '../wire/calls';
import type { Route, StartCard as Data } from '../wire/protocol.gen';
import { shell as shellStore } from '../wire/shell';
import { CallError } from '../wire/socket';
import { Starting } from './Starting';
import { StatusBadge } from './status';
import styles from './StartCard.module.css';

interface Props {
  route: Route;
  params: Record<string, string>;
}

interface CardProps extends Props {
  /** The key of a click in the panel that led here; it starts nothing. */
  clicked: string | undefined;
}

/** What a link to an action shows: what would run. Only the button runs it. */
export function StartCard({ route, params, clicked }: CardProps) {
  const { data, error, retry } = useCard(route.slug, params);
  const [started, setStarted] = useState(false);
  const [pressed, setPressed] = useState<string>();
  useTitle(route.name);
  useEffect(() => {
    if (!clicked) return;
    // In the history it would start the action by itself, once it is not dangerous any more.
    forgetStart();
    setPressed(undefined);
  }, [clicked]);
  if (error?.code === 'NOT_FOUND') return <NotFound />;
  if (pressed) return <Starting route={route} params={params} startKey={pressed} />;
  const start = () => {
    if (started) return;
    if (route.dangerous) {
      setPressed(newKey()); // kept nowhere else: neither a reload nor a new connection presses again
      return;
    }
    setStarted(true);
    // The same address with a start key: it starts once, also after a reload.
    go(pathOf(route.slug, params), { replace: true, remember: { ...remembered(), start: newKey() } });
  };
  return (
    <div className={styles.screen}>
      <div>
        <Crumbs slug={route.slug} />
        <h1>{route.name}</h1>
      </div>
      {error ? <Problem message={error.message} onRetry={retry} /> : null}
      <section className={styles.card} aria-label={t('start.name')}>
        <Facts route={route} params={params} data={data} />
        {data ? (
          <Buttons data={data} route={route} busy={started} onStart={start} />
        ) : (
          <Skeleton height={40} width={160} />
        )}
      </section>
    </div>
  );
}

function useCard(slug: string, params: Record<string, string>) {
  const [data, setData] = useState<Data>();
  const [error, setError] = useState<CallError>();
  const [attempt, setAttempt] = useState(0);
  const { opened } = useStore(socket.connection);
  const sent = JSON.stringify(params);
  useEffect(() => {
    if (opened === 0) return;
    let gone = false;
    call('START_CARD', { slug, params: JSON.parse(sent) as Record<string, string> }, { again: false }).then(
      (card) => {
        if (gone) return;
        setData(card);
        setError(undefined);
      },
      (reason: unknown) => {
        if (!gone && reason instanceof CallError && reason.code !== 'CUT') setError(reason);
      },
    );
    return () => {
      gone = true;
    };
  }, [slug, sent, opened, attempt]);
  return { data, error, retry: () => setAttempt(attempt + 1) };
}

function Facts({ route, params, data }: Props & { data: Data | undefined }) {
  const shell = useStore(shellStore);
  const entries = Object.entries(params);
  const last = data?.lastRun;
  return (
    <>
      {route.description ? <p>{route.description}</p> : null}
      {route.dangerous ? (
        <p>
          <Badge tone="bad">{t('home.dangerous')}</Badge>{' '}
          <span className={styles.dim}>{t('start.dangerous')}</span>
        </p>
      ) : null}
      <dl className={styles.facts}>
        <Fact name={t('start.runsAs')}>{shell?.person.name || shell?.person.email}</Fact>
        {shell?.environment ? <Fact name={t('start.environment')}>{shell.environment}</Fact> : null}
        {entries.map(([key, value]) => (
          <Fact key={key} name={key}>
            {value}
          </Fact>
        ))}
        {last ? (
          <Fact name={t('start.lastRun')}>
            <time title={formatExact(new Date(last.startedAt))}>{formatWhen(new Date(last.startedAt))}</time>{' '}
            {last.owner?.name ? t('start.by', { name: last.owner.name }) : null} <StatusBadge run={last} />
          </Fact>
        ) : null}
      </dl>
    </>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface ButtonsProps {
  data: Data;
  route: Route;
  busy: boolean;
  onStart: () => void;
}

function Buttons({ data, route, busy, onStart }: ButtonsProps) {
  const { unfinished } = data;
  const away = data.service === 'away';
  if (unfinished) {
    const time = formatTime(new Date(unfinished.startedAt));
    return (
      <>
        <p className={styles.unfinished}>
          {unfinished.waitingOn
            ? t('start.unfinishedAt', { time, what: unfinished.waitingOn })
            : t('start.unfinished', { time })}
        </p>
        <div className={styles.buttons}>
          <Button busy={busy} onClick={onStart}>
            {t('start.another')}
          </Button>
          <Primary onClick={() => go(runPath(unfinished.id), { replace: true })}>
            {t('start.continue')}
          </Primary>
        </div>
      </>
    );
  }
  return (
    <>
      {away ? (
        <p className={styles.unfinished} role="status">
          <Icon name="warning" /> {t('start.away')}
        </p>
      ) : null}
      <div className={styles.buttons}>
        <Primary busy={busy} danger={route.dangerous} onClick={onStart}>
          {t('start.start')}
        </Primary>
      </div>
    </>
  );
}

interface PrimaryProps {
  busy?: boolean;
  danger?: boolean;
  onClick: () => void;
  children: string;
}

function Primary({ busy, danger, onClick, children }: PrimaryProps) {
  return (
    <Button
      theme={danger ? 'danger' : 'primary'}
      busy={busy}
      onClick={onClick}
      ref={(element) => {
        // Danger never has the focus by default.
        if (!danger && document.activeElement?.id !== 'main' && document.activeElement !== document.body)
          return;
        if (!danger) element?.focus();
      }}
    >
      {children}
    </Button>
  );
}
