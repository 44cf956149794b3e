import { useCallback, useEffect, useMemo, useState } from 'react';
import control from '../ui/control.module.css';
import { homeStore } from '../shell/home';
import { NotFound } from '../shell/NotFound';
import { Problem } from '../shell/Problem';
import { useTitle } from '../shell/title';
import { formatDateTime, formatExact } from '../text/format';
import { t } from '../text/t';
import { Badge } from '../ui/Badge';
import { Button, buttonClass } from '../ui/Button';
import { Field } from '../ui/Field';
import { Skeleton } from '../ui/Skeleton';
import { useStore } from '../ui/useStore';
import { call, socket } from '../wire/calls';
import { base } from '../wire/mount';
import type { Approval } from '../wire/protocol.gen';
import { CallError } from '../wire/socket';
import { useComponents, useRenderers } from './components';
import { answeredForm } from './form';
import { Slot, SlotPlaces } from './Slot';
import screen from './RunScreen.module.css';
import step from './Step.module.css';

type Decided = 'approved' | 'declined' | 'gone';

/** What somebody else's run asks this person to agree to, and nothing else of it. */
export function ApprovalScreen({ id }: { id: string }) {
  const { approval, problem, setProblem, absent, ask } = useApproval(id);
  const [last, setLast] = useState<{ callId: string; outcome: Decided }>();
  const decided = last && last.callId === approval?.call.id ? last.outcome : undefined;
  const outcome = decided ?? (absent ? 'gone' : undefined);
  useTitle(approval?.label ?? '', approval !== undefined && !outcome);
  if (!approval) {
    if (absent) return <NotFound />;
    return problem ? <Problem message={problem} onRetry={ask} /> : <Skeleton height={56} />;
  }
  const send = (approved: boolean, reason: string) => {
    const { id: callId, inputGroupKey: groupKey } = approval.call;
    return call('DECIDE', { runId: id, callId, groupKey, approved, reason }).then(
      () => setLast({ callId, outcome: approved ? 'approved' : 'declined' }),
      (error: unknown) => {
        const code = error instanceof CallError ? error.code : '';
        if (code === 'NOT_FOUND') return setLast({ callId, outcome: 'gone' });
        if (code === 'STALE') ask();
        setProblem(code === 'STALE' ? t('approval.changed') : messageOf(error));
      },
    );
  };
  return (
    <div className={screen.screen}>
      <Header approval={approval} open={!outcome} />
      <div className={screen.column}>
        <section className={step.card} aria-label={approval.label}>
          <Question key={approval.call.id} approval={approval} />
          {outcome ? <Outcome outcome={outcome} /> : <Verdict problem={problem} send={send} />}
        </section>
      </div>
    </div>
  );
}

// The question, asked again after each connection and whenever the list of what
// waits says that it has changed.
function useApproval(id: string) {
  const [approval, setApproval] = useState<Approval>();
  const [problem, setProblem] = useState<string>();
  const [absent, setAbsent] = useState(false);
  const { opened } = useStore(socket.connection);
  const since = useStore(homeStore)?.approvals?.find((one) => one.runId === id)?.since;
  const ask = useCallback(() => {
    call('APPROVAL', { runId: id }).then(
      (now) => {
        setApproval(now);
        setAbsent(false);
      },
      (error: unknown) => {
        if (error instanceof CallError && error.code === 'NOT_FOUND') setAbsent(true);
        else setProblem(messageOf(error));
      },
    );
  }, [id]);
  useEffect(() => {
    if (opened > 0) ask();
  }, [opened, since, ask]);
  return { approval, problem, setProblem, absent, ask };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : t('answer.failed');
}

function Header({ approval, open }: { approval: Approval; open: boolean }) {
  const { name, owner, since } = approval;
  return (
    <header className={screen.header}>
      <div className={screen.names}>
        <h1 className={screen.title}>
          {name} {open ? <Badge tone="warn">{t('home.approvals')}</Badge> : null}
        </h1>
        <p className={screen.facts}>
          {t('approval.asks', { name: owner.name || owner.email || owner.id })} ·{' '}
          <time title={formatExact(new Date(since))}>{formatDateTime(new Date(since))}</time>
        </p>
      </div>
    </header>
  );
}

const noState = () => {};

function Question({ approval }: { approval: Approval }) {
  const { toRender, inputGroupKey, id } = approval.call;
  const components = useComponents(toRender);
  const found = useRenderers(components.map((component) => component.methodName));
  const form = useMemo(() => answeredForm(components, found ?? [], []), [components, found]);
  const [component] = components;
  if (!found || !component) return <SlotPlaces components={components} />;
  return (
    <Slot
      form={form}
      index={0}
      component={component}
      found={found[0] ?? 'unknown'}
      groupKey={inputGroupKey}
      callId={id}
      locked={false}
      readOnly
      sendState={noState}
    />
  );
}

interface VerdictProps {
  problem: string | undefined;
  send(approved: boolean, reason: string): Promise<void>;
}

const maxReason = 1000;

/** Yes or no, and why. */
function Verdict({ problem, send }: VerdictProps) {
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState<boolean>();
  const decide = (approved: boolean) => {
    setBusy(approved);
    void send(approved, reason.trim()).finally(() => setBusy(undefined));
  };
  return (
    <>
      <Field id="reason" label={t('approval.reason')} optional>
        <textarea
          id="reason"
          className={control.box}
          rows={2}
          maxLength={maxReason}
          value={reason}
          readOnly={busy !== undefined}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      <div role="alert" className={step.problems}>
        {problem ? <p className={step.problem}>{problem}</p> : null}
      </div>
      <div className={step.buttons}>
        <Button
          theme="dangerText"
          busy={busy === false}
          disabled={busy === true}
          onClick={() => decide(false)}
        >
          {t('approval.decline')}
        </Button>
        <Button theme="primary" busy={busy === true} disabled={busy === false} onClick={() => decide(true)}>
          {t('approval.approve')}
        </Button>
      </div>
    </>
  );
}

function Outcome({ outcome }: { outcome: Decided }) {
  return (
    <>
      <p role="status">{t(`approval.${outcome}`)}</p>
      <p>
        <a className={buttonClass()} href={`${base}/`}>
          {t('notFound.home')}
        </a>
      </p>
    </>
  );
}
