import { useEffect, useRef, useState } from 'react';
import { Button } from '../ui/Button';
import { Field } from '../ui/Field';
import control from '../ui/control.module.css';
import card from './Confirm.module.css';
import { Answered } from './Field';
import { Help } from './Help';
import type { ConfirmIdentityProps } from './props';
import type { ExclusiveProps, IOComponent, RendererProps } from './types';
import type { Translate } from '../text/t';

/** CONFIRM_IDENTITY, answered. */
export default function IdentityAnswered({ component, value, t }: RendererProps<ConfirmIdentityProps>) {
  return <Answered label={component.label} text={summarize(component, value, t)} t={t} />;
}

/**
 * CONFIRM_IDENTITY: a field for a secret that goes nowhere but to whoever compares
 * it: no draft and no answer holds it. An earlier proof that counts answers by itself.
 */
export function exclusive(props: ExclusiveProps<ConfirmIdentityProps>) {
  return <SecretCard {...props} />;
}

function SecretCard(props: ExclusiveProps<ConfirmIdentityProps>) {
  const { component, id, answer, sending, error, t } = props;
  const { secret, setSecret, problem, send, field } = useSecret(props);
  const wrong = problem ?? error;
  return (
    <section className={card.card} aria-labelledby={`${id}-label`}>
      <h2 id={`${id}-label`} className={card.question}>
        {component.label}
      </h2>
      {component.props.helpText && (
        <div className={card.help}>
          <Help text={component.props.helpText} html={component.props.helpHtml} />
        </div>
      )}
      <Field id={id} label={t('identity.secret')} help={t('identity.why')} error={wrong}>
        <input
          id={id}
          ref={field}
          data-autofocus
          type="password"
          autoComplete="current-password"
          className={control.box}
          value={secret}
          readOnly={sending}
          aria-invalid={wrong ? true : undefined}
          aria-describedby={wrong ? `${id}-help ${id}-error` : `${id}-help`}
          onChange={(event) => setSecret(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) send();
          }}
        />
      </Field>
      <div className={card.verbs}>
        <Button disabled={sending} onClick={() => answer(false)}>
          {t('io.cancel')}
        </Button>
        <Button theme="primary" busy={sending} onClick={send}>
          {t('identity.confirm')}
        </Button>
      </div>
    </section>
  );
}

function useSecret({ component, prove, sending, t }: ExclusiveProps<ConfirmIdentityProps>) {
  const [secret, setSecret] = useState('');
  const [problem, setProblem] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  const asked = useRef<unknown>(undefined);
  useEffect(() => {
    if (asked.current === component) return;
    asked.current = component;
    void prove('');
  }, [component, prove]);
  const send = () => {
    field.current?.focus();
    if (sending) return;
    if (secret === '') return setProblem(t('field.required'));
    setSecret('');
    setProblem(undefined);
    void prove(secret).then((wrong) => setProblem(wrong === '' ? t('identity.failed') : wrong));
  };
  const type = (typed: string) => {
    setSecret(typed);
    setProblem(undefined);
  };
  return { secret, setSecret: type, problem, send, field };
}

export const isInput = true;

export function isEmpty(value: unknown): boolean {
  return value === undefined;
}

export function summarize(_: IOComponent<ConfirmIdentityProps>, answer: unknown, t: Translate): string {
  if (typeof answer !== 'boolean') return '';
  return t(answer ? 'identity.confirmed' : 'identity.declined');
}
