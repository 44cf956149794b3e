import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { t } from '../text/t';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { useStore } from '../ui/useStore';
import { waitingBelow } from './arrival';
import { CurrentStep } from './CurrentStep';
import { takesAnswer } from '../io/answers';
import { hasAnswers } from './earlier';
import { FinishedStep } from './FinishedStep';
import { placeOf, type Form } from './form';
import { Loading } from './Loading';
import { isLive, itemsOf, loadingOf, redirectOf, type Item, type RunState, type Step } from './store';
import { Result } from './Result';
import { ShownStep } from './ShownStep';
import type { FollowedRun } from './useRun';
import styles from './Transcript.module.css';

interface Props {
  run: FollowedRun;
  state: RunState;
  onCopyLink: () => void;
}

/** The conversation, newest at the bottom. */
export function Transcript({ run, state, onCopyLink }: Props) {
  const head = state.run;
  const items = itemsOf(state);
  const jump = useStore(waitingBelow);
  if (!head) return null;
  const live = isLive(head);
  const last = items.findLast((item) => item.kind === 'step');
  return (
    <div className={styles.transcript}>
      {live && head.service === 'away' ? (
        <p className={styles.away} role="status">
          <Icon name="warning" /> {t('run.away')}
        </p>
      ) : null}
      {items.map((item, index) => (
        <One
          key={item.key}
          run={run}
          item={item}
          number={index + 1}
          last={item === last && live}
          live={live}
        />
      ))}
      {live && head.status !== 'waiting' && head.service !== 'away' ? (
        <Loading state={loadingOf(state)} />
      ) : null}
      {live ? null : (
        <Result
          run={head}
          redirect={redirectOf(state)}
          answered={hasAnswers(state)}
          onCopyLink={onCopyLink}
        />
      )}
      {jump ? (
        <Button theme="primary" small className={styles.jump} onClick={jump}>
          {t('run.nextQuestion')}
        </Button>
      ) : null}
    </div>
  );
}

const nothing = () => () => {};
const none = () => undefined;

interface OneProps {
  run: FollowedRun;
  item: Item;
  number: number;
  /** The newest step of a live run. */
  last: boolean;
  /** The run goes on. */
  live: boolean;
}

function One({ run, item, number, last, live }: OneProps) {
  const open = item.kind === 'step' && item.step.open;
  const held = useHeld(open, last);
  const [form, setForm] = useState<Form>();
  const phase = useSyncExternalStore(form?.phase.subscribe ?? nothing, form?.phase.get ?? none);
  if (item.kind === 'notice') {
    return (
      <p className={styles.notice}>
        <Icon name="info" />
        <span>
          {item.notice.title ? <strong>{item.notice.title} </strong> : null}
          {item.notice.message}
          {item.notice.to?.length ? (
            <small className={styles.to}> {t('run.told', { names: item.notice.to.join(', ') })}</small>
          ) : null}
        </span>
      </p>
    );
  }
  if (open || held) return <CurrentStep run={run} step={item.step} number={number} onForm={setForm} />;
  if (!item.step.answer && !item.step.call.toRender.some(takesAnswer))
    return <ShownStep run={run} step={item.step} number={number} />;
  return (
    <FinishedStep
      step={item.step}
      number={number}
      // What this tab sends is not left over, even while it does not know yet whether it was in
      // time; nor is what was typed into a question that is asked again once another is answered.
      typed={
        (phase === undefined || phase === 'idle') && (item.step.answer || !live)
          ? {
              place: placeOf(run.id, item.step.groupKey),
              elsewhere: phase === 'idle' && item.step.answer !== undefined && !decides(item.step),
            }
          : undefined
      }
    />
  );
}

/** An approval is always given elsewhere, and its line says by whom. */
function decides({ call }: Step): boolean {
  return call.toRender.some(({ methodName }) => methodName === 'APPROVE');
}

// An answer the host refuses opens its step again within a moment: until then,
// or until something follows it, the step stays as it was.
function useHeld(open: boolean, last: boolean): boolean {
  const wasOpen = useRef(false);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (open) {
      wasOpen.current = true;
      setHeld(true);
      return;
    }
    if (!wasOpen.current) return;
    const timer = setTimeout(() => setHeld(false), 400);
    return () => clearTimeout(timer);
  }, [open]);
  return held && last;
}
