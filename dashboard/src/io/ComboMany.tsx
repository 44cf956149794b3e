import { useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { ComboBox } from 'react-aria-components/ComboBox';
import styles from './Combo.module.css';
import { ComboFrame, ComboInput, ComboPopup, useReachablePage } from './ComboPopup';
import { describedBy, isDisabled } from './Field';
import { Tags } from './Tags';
import type { Offer } from './options';
import type { InputProps } from './props';
import type { RendererProps } from './types';

interface Props<T extends Offer> {
  of: RendererProps<InputProps>;
  options: T[];
  chosen: T[];
  onChoose: (chosen: T[]) => void;
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
 * Tags of what is chosen, and a box to type in for more. Choosing keeps the list
 * open and marks what was typed, so that the next key replaces it.
 */
export function ComboMany<T extends Offer>(props: Props<T>) {
  const { of, options, chosen, onChoose, onQuery, placeholder, empty, busy, failed, more, narrow } = props;
  const reach = useReachablePage();
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const whole = useRef<HTMLDivElement>(null);
  const keys = chosen.map((offer) => offer.key);
  const choose = (next: readonly unknown[]) => {
    const added = options.filter((option) => next.includes(option.key) && !keys.includes(option.key));
    const kept = chosen.filter((offer) => next.includes(offer.key));
    if (added.length === 0 && kept.length === chosen.length) return;
    onChoose([...kept, ...added]);
    input.current?.select();
  };
  const type = (typed: string) => {
    setText(typed);
    onQuery(typed);
  };
  const remove = (key: string) => onChoose(chosen.filter((offer) => offer.key !== key));
  const back = (event: KeyboardEvent) => {
    const last = chosen.at(-1);
    if (event.key === 'Backspace' && text === '' && last) remove(last.key);
  };
  return (
    <div ref={whole} className={styles.many}>
      <Tags offers={chosen} remove={remove} disabled={isDisabled(of)} afterLast={input} t={of.t} />
      <ComboBox
        selectionMode="multiple"
        className={styles.combo}
        aria-labelledby={`${of.id}-label`}
        aria-describedby={describedBy(of, undefined, `${of.id}-count`)}
        items={options}
        value={keys}
        onChange={choose}
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
          <ComboInput
            offering={options.length > 0}
            id={of.id}
            ref={input}
            placeholder={placeholder}
            onKeyDown={back}
          />
        </ComboFrame>
        <ComboPopup
          labelledBy={`${of.id}-label`}
          offers={options}
          busy={busy}
          empty={text === '' || failed ? undefined : empty}
          more={more}
          narrow={narrow}
          below={whole}
        />
      </ComboBox>
    </div>
  );
}
