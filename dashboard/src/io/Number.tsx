import type { KeyboardEvent } from 'react';
import { Answered, Field, controlProps } from './Field';
import styles from './Number.module.css';
import control from '../ui/control.module.css';
import {
  clean,
  limitsText,
  problemOf,
  readingOf,
  stepped,
  summaryOf,
  textOf,
  toWire,
  unitOf,
} from './number';
import type { NumberProps } from './props';
import type { IOComponent, RendererProps } from './types';
import type { Translate } from '../text/t';

/** INPUT_NUMBER: numbers and money. The value is what was typed; see number.ts. */
export default function NumberField(props: RendererProps<NumberProps, string>) {
  const { component, id, value, setValue, onBlur, readOnly, t } = props;
  const { prepend, placeholder, decimals } = component.props;
  const unit = unitOf(component.props);
  if (readOnly)
    return (
      <Answered
        label={component.label}
        text={summaryOf(component.props, toWire(component.props, value))}
        t={t}
      />
    );
  const hint = limitsText(component.props, t);
  const reading = readingOf(component.props, value);
  const units = [prepend && `${id}-prepend`, reading && `${id}-reading`, unit && `${id}-unit`].filter(
    (part): part is string => Boolean(part),
  );
  const leave = () => {
    const tidy = clean(component.props, value);
    if (tidy !== undefined && tidy !== value) setValue(tidy);
    onBlur();
  };
  const step = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    setValue(stepped(component.props, value, event.key === 'ArrowUp' ? 1 : -1));
  };
  return (
    <Field of={props} hint={hint}>
      <div className={`${control.box} ${styles.box}`} data-disabled={component.props.disabled || undefined}>
        {prepend && <Unit id={`${id}-prepend`} text={prepend} />}
        <div className={styles.typed}>
          <input
            {...controlProps(props, hint, ...units)}
            type="text"
            inputMode={decimals === 0 ? 'numeric' : 'decimal'}
            autoComplete="off"
            className={control.bare}
            style={{ minInlineSize: `min(100%, ${(value ?? '').length + 1}ch)` }}
            value={value ?? ''}
            placeholder={placeholder}
            onChange={(event) => setValue(event.target.value || undefined)}
            onKeyDown={step}
            onBlur={leave}
          />
          {reading && <Unit id={`${id}-reading`} text={`= ${reading}`} />}
        </div>
        {unit && <Unit id={`${id}-unit`} text={unit} />}
      </div>
    </Field>
  );
}

function Unit({ id, text }: { id: string; text: string }) {
  return (
    <span className={styles.unit} id={id}>
      {text}
    </span>
  );
}

export const isInput = true;

export function initial({ props }: IOComponent<NumberProps>): string | undefined {
  return textOf(props, props.defaultValue);
}

export function isEmpty(value: string | undefined): boolean {
  return (value ?? '').trim() === '';
}

export function validate(
  { props }: IOComponent<NumberProps>,
  value: string,
  t: Translate,
): string | undefined {
  return problemOf(props, value, t);
}

export function encode(value: string, { props }: IOComponent<NumberProps>): number | string | null {
  return toWire(props, value);
}

export function decode(answer: unknown, { props }: IOComponent<NumberProps>): string | undefined {
  return textOf(props, answer);
}

export function summarize({ props }: IOComponent<NumberProps>, answer: unknown): string {
  return summaryOf(props, answer);
}
