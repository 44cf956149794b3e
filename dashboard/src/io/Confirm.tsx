import { useEffect, useRef, useState } from 'react';
import { Button } from '../ui/Button';
import { Field, FieldError } from '../ui/Field';
import control from '../ui/control.module.css';
import { isRecord } from '../wire/values';
import { ChangeRows } from './ChangeRows';
import styles from './Confirm.module.css';
import { Answered } from './Field';
import { Help } from './Help';
import type { ConfirmProps } from './props';
import type { ExclusiveProps, IOComponent, RendererProps } from './types';
import type { Translate } from '../text/t';

/** CONFIRM, answered: the question, what would change, and what was pressed. */
export default function ConfirmAnswered({ component, value, t }: RendererProps<ConfirmProps>) {
  const { helpText, helpHtml, changes = [] } = component.props;
  return (
    <div className={styles.card}>
      <Answered label={component.label} text={summarize(component, value, t)} t={t} />
      {helpText && (
        <div className={styles.help}>
          <Help text={helpText} html={helpHtml} />
        </div>
      )}
      {changes.length > 0 && <ChangeRows rows={changes} label={component.label} t={t} />}
    </div>
  );
}

/**
 * CONFIRM: a card with the question and two verbs. When it is dangerous the safe
 * one has the focus; where a word is to be typed, its field has.
 */
export function exclusive(props: ExclusiveProps<ConfirmProps>) {
  const { component, id, error, t } = props;
  const { helpText, helpHtml, danger = false, changes = [], typeToConfirm } = component.props;
  return (
    <section className={styles.card} data-danger={danger || undefined} aria-labelledby={`${id}-label`}>
      <h2 id={`${id}-label`} className={styles.question}>
        {component.label}
      </h2>
      {helpText && (
        <div className={styles.help}>
          <Help text={helpText} html={helpHtml} />
        </div>
      )}
      {changes.length > 0 && <ChangeRows rows={changes} label={component.label} t={t} />}
      {typeToConfirm ? (
        <Typed {...props} word={typeToConfirm.trim()} />
      ) : (
        <>
          <FieldError id={id} error={error} />
          <Verbs {...props} yes={true} />
        </>
      )}
    </section>
  );
}

/** A yes that takes a word: pressed without it, it says so and goes back to the field. */
function Typed(props: ExclusiveProps<ConfirmProps> & { word: string }) {
  const { component, id, answer, sending, error, word, t } = props;
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const right = typed.trim() === word;
  const wrong = tried && !right ? t('io.typeWord', { word }) : error;
  const send = (value: unknown) => {
    if (value === false || right) return answer(value);
    setTried(true);
    field.current?.focus();
  };
  const yes = { confirmed: true, typed };
  return (
    <>
      <Field id={`${id}-word`} label={t('io.typeWord', { word })} error={wrong}>
        <input
          id={`${id}-word`}
          ref={field}
          data-autofocus
          type="text"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className={control.box}
          value={typed}
          disabled={sending}
          aria-invalid={wrong ? true : undefined}
          aria-describedby={wrong ? `${id}-word-error` : undefined}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) send(yes);
          }}
        />
      </Field>
      <Verbs {...props} component={component} answer={send} yes={yes} />
    </>
  );
}

/** The two buttons. yes is what the first of them answers. */
function Verbs(props: ExclusiveProps<ConfirmProps> & { yes: unknown }) {
  const { component, id, answer, sending, offline, yes, t } = props;
  const { danger = false, typeToConfirm } = component.props;
  const [verb, refusal] = verbs(component.props, t);
  const safe = useRef<HTMLButtonElement>(null);
  const focusSafe = danger && !typeToConfirm;
  useEffect(() => {
    if (focusSafe) safe.current?.focus({ preventScroll: true });
  }, [focusSafe]);
  return (
    <div className={styles.verbs}>
      <Button
        ref={safe}
        id={danger ? id : undefined}
        data-autofocus={focusSafe || undefined}
        disabled={sending}
        onClick={() => answer(false)}
      >
        {refusal}
      </Button>
      <Button
        id={danger ? undefined : id}
        theme={danger ? 'danger' : 'primary'}
        busy={sending}
        onClick={() => answer(yes)}
      >
        {offline ? t('io.sendLater', { verb }) : verb}
      </Button>
    </div>
  );
}

function verbs({ confirmLabel, cancelLabel }: ConfirmProps, t: Translate): [yes: string, no: string] {
  return [confirmLabel ?? t('io.confirm'), cancelLabel ?? t('io.cancel')];
}

export const isInput = true;

export function isEmpty(value: unknown): boolean {
  return value === undefined;
}

export function summarize({ props }: IOComponent<ConfirmProps>, answer: unknown, t: Translate): string {
  const confirmed = isRecord(answer) ? answer.confirmed : answer;
  if (typeof confirmed !== 'boolean') return '';
  const [yes, no] = verbs(props, t);
  return confirmed ? yes : no;
}
