import { useEffect, useRef, type ReactNode } from 'react';
import { formatDateTime, formatDuration } from '../text/format';
import { t } from '../text/t';
import { Button, buttonClass } from '../ui/Button';
import { CopyText } from '../ui/CopyText';
import { Icon, type IconName } from '../ui/Icon';
import { base } from '../wire/mount';
import { hrefOf, isExternal, openSlug, remembered, go } from '../wire/address';
import type { Component, RedirectTarget, Run } from '../wire/protocol.gen';
import { findRoute } from '../wire/shell';
import { decode } from '../wire/values';
import { Displays, displaysOf, Value } from './Value';
import styles from './Result.module.css';

interface Props {
  run: Run;
  redirect: RedirectTarget | undefined;
  /** Something was answered, and can be again. */
  answered: boolean;
  onCopyLink: () => void;
}

/** Ends after which somebody may want to do the same once more. */
const unhappy = ['failed', 'canceled', 'interrupted'];

/** How a run ended, and what can be done next. */
export function Result({ run, redirect, answered, onCopyLink }: Props) {
  const { icon, tone, title, body } = ending(run, redirect);
  const card = useFocusOnArrival();
  const { from } = remembered();
  return (
    <section
      ref={card}
      className={`${styles.card} ${styles[tone]}`}
      aria-label={t('result.name')}
      id="result"
      tabIndex={-1}
    >
      <h2 className={styles.title}>
        <Icon name={icon} />
        {title}
      </h2>
      {body}
      {run.kept || run.status === 'interrupted' ? null : <p className={styles.dim}>{t('result.notKept')}</p>}
      <div className={styles.buttons}>
        {findRoute(run.slug) ? (
          <Button icon="refresh" onClick={() => openSlug(run.slug, run.params)}>
            {t('result.again')}
          </Button>
        ) : null}
        {answered && unhappy.includes(run.status) && findRoute(run.slug) ? (
          <Button icon="refresh" onClick={() => openSlug(run.slug, run.params, false, run.id)}>
            {t('result.sameAnswers')}
          </Button>
        ) : null}
        <Button icon="link" onClick={onCopyLink}>
          {t('run.copyLink')}
        </Button>
        {from ? (
          <Button icon="left" onClick={() => history.back()}>
            {t('result.back', { name: from })}
          </Button>
        ) : (
          <Button icon="left" onClick={() => go('/')}>
            {t('result.home')}
          </Button>
        )}
      </div>
    </section>
  );
}

// The focus was on what the end of the run took away: reading goes on here.
function useFocusOnArrival() {
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    const look = () => {
      if (document.activeElement === document.body) card.current?.focus({ preventScroll: true });
    };
    look();
    const later = setTimeout(look, 600); // a step is held for a moment before it folds
    return () => clearTimeout(later);
  }, []);
  return card;
}

interface Ending {
  icon: IconName;
  tone: 'plain' | 'ok' | 'bad' | 'warn';
  title: string;
  body: ReactNode;
}

function ending(run: Run, redirect: RedirectTarget | undefined): Ending {
  const took = run.endedAt ? Date.parse(run.endedAt) - Date.parse(run.startedAt) : 0;
  const ended = run.endedAt ? formatDateTime(new Date(run.endedAt)) : '';
  switch (run.status) {
    case 'failed':
      return { icon: 'error', tone: 'bad', title: t('result.failed'), body: <Failure run={run} /> };
    case 'canceled':
      return {
        icon: 'stop',
        tone: 'plain',
        title: t('result.canceled'),
        body: <p>{t(run.untouched ? 'result.leftAt' : 'result.canceledAt', { time: ended })}</p>,
      };
    case 'interrupted':
      return {
        icon: 'warning',
        tone: 'warn',
        title: t('result.interrupted'),
        body: <p>{ended ? t('result.interruptedAt', { time: ended }) : t('result.interruptedText')}</p>,
      };
    case 'redirected':
      return {
        icon: 'right',
        tone: 'plain',
        title: t('result.redirected'),
        body: <Redirect target={redirect} />,
      };
    default: {
      const value = decode(run.result?.data, run.result?.meta);
      const displays = displaysOf(run.result?.meta);
      const empty = value === null || value === undefined;
      const title = empty ? doneIn(took) : t('result.done');
      return {
        icon: 'check',
        tone: 'ok',
        title,
        body: empty ? null : <Body value={value} displays={displays} />,
      };
    }
  }
}

function Body({ value, displays }: { value: unknown; displays: Component[] }) {
  return displays.length > 0 ? <Displays displays={displays} /> : <Value value={value} />;
}

function Failure({ run }: { run: Run }) {
  const { message, reference } = run.result ?? {};
  return (
    <>
      <p className={styles.message}>{message || t('result.failedText')}</p>
      {reference ? (
        <p className={styles.reference}>
          {t('result.reference')} <CopyText text={reference} />
        </p>
      ) : null}
    </>
  );
}

/** Where a run leads: our own screens by name, other places by their host. */
export function Redirect({ target }: { target: RedirectTarget | undefined }) {
  const href = target ? hrefOf(target) : undefined;
  if (!target || !href) return <p>{t('result.redirectGone')}</p>;
  if (target.url && isExternal(target.url)) {
    const host = new URL(target.url, location.href).host;
    return (
      <p>
        <a className={buttonClass('primary')} href={href} target="_blank" rel="noreferrer noopener">
          {t('result.openHost', { host })} <Icon name="external" />
        </a>
      </p>
    );
  }
  const name = (target.route && findRoute(target.route)?.route.name) || href.slice(base.length);
  return (
    <p>
      <a href={href}>{t('result.openName', { name })}</a>
    </p>
  );
}

/** How long it took, as a title. */
export function doneIn(milliseconds: number): string {
  if (milliseconds < 1000) return t('result.doneAtOnce');
  return t('result.doneIn', { time: formatDuration(milliseconds) });
}
