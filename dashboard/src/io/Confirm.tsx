import { useEffect, useRef } from 'react';
import { Button } from '../ui/Button';
import { FieldError } from '../ui/Field';
import { ChangeRows } from './ChangeRows';
import styles from './Confirm.module.css';
import { Answered } from './Field';
import type { ConfirmProps } from './props';
import type { ExclusiveProps, IOComponent, RendererProps } from './types';
import type { Translate } from '../text/t';

/** CONFIRM, answered: the question, what would change, and what was pressed. */
export default function ConfirmAnswered({ component, value, t }: RendererProps<ConfirmProps, boolean>) {
  const { helpText, changes = [] } = component.props;
  return (
    <div className={styles.card}>
      <Answered label={component.label} text={summarize(component, value, t)} t={t} />
      {helpText && <p className={styles.help}>{helpText}</p>}
      {changes.length > 0 && <ChangeRows rows={changes} label={component.label} t={t} />}
    </div>
  );
}

/** CONFIRM: a card with the question and two verbs. When it is dangerous the safe one has the focus. */
export function exclusive({
  component,
  id,
  answer,
  sending,
  offline,
  error,
  t,
}: ExclusiveProps<ConfirmProps>) {
  const { helpText, danger = false, changes = [] } = component.props;
  return (
    <section className={styles.card} data-danger={danger || undefined} aria-labelledby={`${id}-label`}>
      <h2 id={`${id}-label`} className={styles.question}>
        {component.label}
      </h2>
      {helpText && <p className={styles.help}>{helpText}</p>}
      {changes.length > 0 && <ChangeRows rows={changes} label={component.label} t={t} />}
      <FieldError id={id} error={error} />
      <Verbs {...{ component, id, answer, sending, offline, t }} />
    </section>
  );
}

function Verbs({ component, id, answer, sending, offline, t }: Omit<ExclusiveProps<ConfirmProps>, 'error'>) {
  const { danger = false } = component.props;
  const [yes, no] = verbs(component.props, t);
  const safe = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (danger) safe.current?.focus({ preventScroll: true });
  }, [danger]);
  return (
    <div className={styles.verbs}>
      <Button
        ref={safe}
        id={danger ? id : undefined}
        data-autofocus={danger || undefined}
        disabled={sending}
        onClick={() => answer(false)}
      >
        {no}
      </Button>
      <Button
        id={danger ? undefined : id}
        theme={danger ? 'danger' : 'primary'}
        busy={sending}
        onClick={() => answer(true)}
      >
        {offline ? t('io.sendLater', { verb: yes }) : yes}
      </Button>
    </div>
  );
}

function verbs({ confirmLabel, cancelLabel }: ConfirmProps, t: Translate): [yes: string, no: string] {
  return [confirmLabel ?? t('io.confirm'), cancelLabel ?? t('io.cancel')];
}

export const isInput = true;

export function isEmpty(value: boolean | undefined): boolean {
  return value === undefined;
}

export function summarize({ props }: IOComponent<ConfirmProps>, answer: unknown, t: Translate): string {
  if (typeof answer !== 'boolean') return '';
  const [yes, no] = verbs(props, t);
  return answer ? yes : no;
}
