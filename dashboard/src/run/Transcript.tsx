import { useEffect, useRef, useState } from 'react';
import { t } from '../text/t';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { useStore } from '../ui/useStore';
import { waitingBelow } from './arrival';
import { CurrentStep } from './CurrentStep';
import { takesAnswer } from './components';
import { FinishedStep } from './FinishedStep';
import { Loading } from './Loading';
import { isLive, itemsOf, loadingOf, redirectOf, type Item, type RunState } from './store';
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
        <One key={item.key} run={run} item={item} number={index + 1} last={item === last && live} />
      ))}
      {live && head.status !== 'waiting' ? <Loading state={loadingOf(state)} /> : null}
      {live ? null : <Result run={head} redirect={redirectOf(state)} onCopyLink={onCopyLink} />}
      {jump ? (
        <Button theme="primary" small className={styles.jump} onClick={jump}>
          {t('run.nextQuestion')}
        </Button>
      ) : null}
    </div>
  );
}

interface OneProps {
  run: FollowedRun;
  item: Item;
  number: number;
  /** The newest step of a live run. */
  last: boolean;
}

function One({ run, item, number, last }: OneProps) {
  const open = item.kind === 'step' && item.step.open;
  const held = useHeld(open, last);
  if (item.kind === 'notice') {
    return (
      <p className={styles.notice}>
        <Icon name="info" />
        <span>
          {item.notice.title ? <strong>{item.notice.title} </strong> : null}
          {item.notice.message}
        </span>
      </p>
    );
  }
  if (open || held) return <CurrentStep run={run} step={item.step} number={number} />;
  if (!item.step.answer && !item.step.call.toRender.some(takesAnswer))
    return <ShownStep run={run} step={item.step} number={number} />;
  return <FinishedStep step={item.step} number={number} />;
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
