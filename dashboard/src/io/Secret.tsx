import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { Icon } from '../ui/Icon';
import control from '../ui/control.module.css';
import { Field, controlProps, isDisabled } from './Field';
import styles from './Secret.module.css';
import type { TextProps } from './props';
import type { RendererProps } from './types';

type Props = RendererProps<TextProps, string> & { hint: string | undefined };

/** A text that is masked unless the button beside it is held down. */
export function Secret({ hint, ...props }: Props) {
  const { component, value, setValue, t } = props;
  const { multiline, placeholder, lines } = component.props;
  const [shown, setShown] = useState(false);
  const says = [hint, t('io.secretHint')].filter(Boolean).join(' ');
  const shared = {
    ...controlProps(props, says),
    value: value ?? '',
    placeholder,
    spellCheck: false,
    autoComplete: 'new-password', // "off" is not heeded for secrets
    onChange: (event: { target: { value: string } }) => setValue(event.target.value || undefined),
  };
  return (
    <Field of={props} hint={says}>
      <div className={`${control.box} ${styles.box}`} data-disabled={isDisabled(props) || undefined}>
        {multiline ? (
          <textarea
            {...shared}
            className={`${control.bare} ${shown ? '' : styles.masked}`}
            rows={lines ?? 3}
          />
        ) : (
          <input {...shared} className={control.bare} type={shown ? 'text' : 'password'} />
        )}
        <Reveal label={t('io.reveal', { label: component.label })} shown={shown} setShown={setShown} />
      </div>
    </Field>
  );
}

interface RevealProps {
  label: string;
  shown: boolean;
  setShown: (shown: boolean) => void;
}

function Reveal({ label, shown, setShown }: RevealProps) {
  const hide = () => setShown(false);
  const press = (event: KeyboardEvent) => {
    if (event.key !== ' ' && event.key !== 'Enter') return;
    event.preventDefault(); // Enter would answer the question
    setShown(event.type === 'keydown');
  };
  return (
    <button
      type="button"
      className={styles.reveal}
      aria-label={label}
      aria-pressed={shown}
      onPointerDown={() => setShown(true)}
      onPointerUp={hide}
      onPointerLeave={hide}
      onPointerCancel={hide}
      onKeyDown={press}
      onKeyUp={press}
      onBlur={hide}
    >
      <Icon name="eye" />
    </button>
  );
}
