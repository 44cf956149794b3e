import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { screenCommands } from '../shell/entries';
import { useShortcuts } from '../shell/keys';
import { currentSlug } from '../shell/screen';
import { useTitle } from '../shell/title';
import { toast } from '../shell/toasts';
import { formatDateTime, formatExact } from '../text/format';
import { t } from '../text/t';
import { Button } from '../ui/Button';
import { copyText } from '../ui/copy';
import { Files, Uploads, type FileRequest, type Uploading } from '../ui/files';
import { Menu } from '../ui/Menu';
import { Skeleton } from '../ui/Skeleton';
import { useDelayed } from '../ui/useDelayed';
import { useMedia } from '../ui/useMedia';
import { useStore } from '../ui/useStore';
import { forgetStart, go, openSlug, remembered, runPath } from '../wire/address';
import { call } from '../wire/calls';
import { absolute } from '../wire/mount';
import type { Run } from '../wire/protocol.gen';
import { Crumbs } from '../shell/Crumbs';
import { Problem } from '../shell/Problem';
import { CancelDialog } from './CancelDialog';
import { ApprovalScreen } from './ApprovalScreen';
import { Log } from './Log';
import { StatusBadge } from './status';
import { isLive, logOf, redirectOf, type RunState } from './store';
import { Transcript } from './Transcript';
import { useRun } from './useRun';
import { backBeneath, isBeneath } from '../pages/beneath';
import styles from './RunScreen.module.css';

/** A run, live or finished. */
export function RunScreen({ id, narrow = false }: { id: string; narrow?: boolean }) {
  const run = useRun(id);
  const state = useStore(run.store);
  const head = state.run;
  useTitle(head?.name ?? '', head?.status === 'waiting' && !head.forOthers);
  useEffect(() => {
    currentSlug.set(head?.slug ?? '');
    return () => currentSlug.set('');
  }, [head?.slug]);
  useRedirect(state);
  const visible = useDelayed(true, 300);
  if (!head && run.error) {
    if (run.error.code === 'NOT_FOUND') return <ApprovalScreen id={id} />; // the same link, sent to whoever decides
    return <Problem message={run.error.message} onRetry={() => void run.refresh().catch(() => {})} />;
  }
  if (!head) return visible ? <Waiting /> : null;
  return <Shown run={run} state={state} head={head} narrow={narrow} />;
}

function Waiting() {
  return (
    <div className={styles.screen} aria-busy="true">
      <Skeleton width={280} height={28} />
      <Skeleton height={56} />
    </div>
  );
}

interface ShownProps {
  run: ReturnType<typeof useRun>;
  state: RunState;
  head: Run;
  narrow: boolean;
}

function Shown({ run, state, head, narrow }: ShownProps) {
  const lines = useMemo(() => logOf(state), [state]);
  const wide = useMedia('(min-width: 1100px)') && !narrow;
  const [tab, setTab] = useState<'steps' | 'log'>(() => (location.hash === '#log' ? 'log' : 'steps'));
  const [asking, setAsking] = useState(false);
  const live = isLive(head);
  const copyLink = () => {
    void copyText(absolute(runPath(head.id))).then((done) =>
      toast(done ? t('run.linkCopied') : t('run.linkNotCopied')),
    );
  };
  const showLog = () => {
    if (wide) document.getElementById('log')?.focus();
    else setTab(tab === 'log' ? 'steps' : 'log');
  };
  useShortcuts({
    'mod+.': () => {
      if (live) setAsking(true);
    },
    l: showLog,
    y: copyLink,
  });
  useCommands(live, copyLink, () => setAsking(true));

  const log = lines.length > 0 ? <Log lines={lines} /> : null;
  const files = useCallback(
    (request: FileRequest) => call('RUN_DOWNLOAD', { runId: head.id, ...request }, { again: false }),
    [head.id],
  );
  const uploads = useMemo<Uploading>(
    () => ({
      ask: (request) => call('RUN_UPLOAD', { runId: head.id, ...request }, { again: false }),
      drop: (request) => call('DROP_UPLOAD', { runId: head.id, ...request }, { again: false }),
    }),
    [head.id],
  );
  const steps = (
    <Files value={files}>
      <Uploads value={uploads}>
        <Transcript run={run} state={state} onCopyLink={copyLink} />
      </Uploads>
    </Files>
  );
  return (
    <div className={styles.screen}>
      <Header head={head} onCopyLink={copyLink} onCancel={() => setAsking(true)} />
      {log && !wide ? (
        <div role="tablist" className={styles.tabs} aria-label={t('run.parts')}>
          <Tab name={t('run.steps')} on={tab === 'steps'} onPick={() => setTab('steps')} />
          <Tab
            name={t('run.logCount', { count: lines.length })}
            on={tab === 'log'}
            onPick={() => setTab('log')}
          />
        </div>
      ) : null}
      <div className={log && wide ? styles.columns : styles.column}>
        <div hidden={!wide && tab === 'log' && log !== null}>{steps}</div>
        {log && (wide || tab === 'log') ? <div className={styles.side}>{log}</div> : null}
      </div>
      {asking && live ? <CancelDialog run={head} onClose={() => setAsking(false)} /> : null}
    </div>
  );
}

function Tab({ name, on, onPick }: { name: string; on: boolean; onPick: () => void }) {
  return (
    <button type="button" role="tab" aria-selected={on} className={styles.tab} onClick={onPick}>
      {name}
    </button>
  );
}

interface HeaderProps {
  head: Run;
  onCopyLink: () => void;
  onCancel: () => void;
}

function Header({ head, onCopyLink, onCancel }: HeaderProps) {
  const live = isLive(head);
  const started = new Date(head.startedAt);
  return (
    <header className={styles.header}>
      <div className={styles.names}>
        <Crumbs slug={head.slug} withSelf />
        <h1 className={styles.title}>
          {head.name} <StatusBadge run={head} />
        </h1>
        <p className={styles.facts}>
          {head.owner?.name || head.owner?.email} ·{' '}
          <time title={formatExact(started)}>{formatDateTime(started)}</time>
        </p>
      </div>
      <div className={styles.buttons}>
        <Button onClick={onCopyLink}>{t('run.copyLink')}</Button>
        {live ? (
          <Button theme="dangerText" onClick={onCancel}>
            {t('run.cancel')}
          </Button>
        ) : null}
        <Params head={head} />
      </div>
    </header>
  );
}

function Params({ head }: { head: Run }) {
  const params = Object.entries(head.params ?? {});
  if (params.length === 0) return null;
  return (
    <Menu
      icon="more"
      iconOnly
      label={t('run.more')}
      header={
        <dl className={styles.params}>
          {params.map(([key, value]) => (
            <div key={key}>
              <dt>{key}</dt>
              <dd>{String(value)}</dd>
            </div>
          ))}
        </dl>
      }
      entries={[{ key: 'card', label: t('run.openCard'), onSelect: () => openCard(head) }]}
    />
  );
}

function openCard(head: Run) {
  const query = new URLSearchParams(
    Object.entries(head.params ?? {}).map(([key, value]) => [key, String(value)]),
  );
  go(`/${head.slug}?${query.toString()}`);
}

function useCommands(live: boolean, copyLink: () => void, cancel: () => void) {
  const latest = useRef({ copyLink, cancel });
  useEffect(() => {
    latest.current = { copyLink, cancel };
  });
  useEffect(() => {
    const commands = [{ key: 'copy', name: t('run.copyLink'), open: () => latest.current.copyLink() }];
    if (live) commands.push({ key: 'cancel', name: t('run.cancel'), open: () => latest.current.cancel() });
    screenCommands.set(commands);
    return () => screenCommands.set([]);
  }, [live]);
}

// A run that sends the person on while they watch it takes them there; one that
// did so before only says where. Other sites are left to a press.
function useRedirect(state: RunState) {
  const watched = useRef(false);
  const head = state.run;
  const target = redirectOf(state);
  useEffect(() => {
    if (!head) return;
    const { start, over } = remembered();
    if (isLive(head) || start || over) watched.current = true;
    if (head.status !== 'redirected' || !target || !watched.current) return;
    watched.current = false;
    if (over && isBeneath(target)) return backBeneath();
    forgetStart();
    if (target.route) openSlug(target.route, target.params, target.replace ?? over !== undefined); // Back leads to the page beneath
  }, [head, target]);
}
