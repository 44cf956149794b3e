import { useState } from 'react';
import type { ReactNode } from 'react';
import { ComboBox } from 'react-aria-components/ComboBox';
import styles from './Combo.module.css';
import { describedBy, isDisabled } from './Field';
import { ComboFrame, ComboInput, ComboPopup, useReachablePage } from './ComboPopup';
import type { Offer } from './options';
import type { InputProps } from './props';
import type { RendererProps } from './types';

interface Props<T extends Offer> {
  of: RendererProps<InputProps>;
  options: T[];
  chosen: T | undefined;
  onChoose: (option: T | undefined) => void;
  /** What was typed; not called for the label of what was chosen. */
  onQuery: (query: string) => void;
  placeholder: string;
  /** Said when there is no option for what was typed. */
  empty: ReactNode;
  busy?: boolean;
  /** What was typed could not be searched for, which the field says itself. */
  failed?: boolean;
  /** Lists more options, where there are any behind these. */
  more?: () => void;
  /** Said below a list that leaves options out. */
  narrow?: string;
}

/**
 * A box to type in with a list below. Typing takes the choice back at once, so
 * that what is sent is always what the box says.
 */
export function Combo<T extends Offer>(props: Props<T>) {
  const { of, options, chosen, onChoose, onQuery, placeholder, empty, busy, failed, more, narrow } = props;
  const reach = useReachablePage();
  const [text, setText] = useState(chosen?.label ?? '');
  const [shown, setShown] = useState(chosen?.key);
  if (chosen?.key !== shown) {
    setShown(chosen?.key);
    if (chosen) setText(chosen.label);
    else if (shown !== undefined && options.some((option) => option.key === shown && option.label === text))
      setText('');
  }
  const type = (typed: string) => {
    setText(typed);
    if (typed === chosen?.label || options.some((option) => option.key === shown && option.label === typed))
      return;
    if (chosen) onChoose(undefined);
    onQuery(typed);
  };
  const items =
    chosen && !options.some((option) => option.key === chosen.key) ? [chosen, ...options] : options;
  return (
    <ComboBox
      className={styles.combo}
      aria-labelledby={`${of.id}-label`}
      aria-describedby={describedBy(of)}
      items={items}
      value={chosen?.key ?? null}
      onChange={(key) => onChoose(items.find((option) => option.key === key))}
      inputValue={text}
      onInputChange={type}
      onBlur={of.onBlur}
      menuTrigger="input"
      onOpenChange={reach}
      allowsCustomValue
      isDisabled={isDisabled(of)}
      isInvalid={of.error !== undefined}
      validationBehavior="aria"
    >
      <ComboFrame busy={busy}>
        <ComboInput offering={items.length > 0} id={of.id} placeholder={placeholder} />
      </ComboFrame>
      <ComboPopup
        labelledBy={`${of.id}-label`}
        offers={items}
        busy={busy}
        empty={text === '' || failed ? undefined : empty}
        more={more}
        narrow={narrow}
      />
    </ComboBox>
  );
}
