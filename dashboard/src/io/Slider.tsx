import { useRef } from 'react';
import type { CSSProperties, KeyboardEvent } from 'react';
import control from '../ui/control.module.css';
import { Answered, Field, controlProps, describedBy, isDisabled } from './Field';
import styles from './Slider.module.css';
import { canonical } from './decimal';
import { clean, stepped, summaryOf, textOf, toWire } from './number';
import { offStep, sliderHint, sliderProblem } from './slider';
import type { SliderProps } from './slider';
import type { IOComponent, RendererProps } from './types';
import type { Translate } from '../text/t';

/** Digits typed on the track within this time belong together. */
const together = 1500;

/** INPUT_SLIDER: a track and a field for the same number. The value is what was typed. */
export default function Slider(props: RendererProps<SliderProps, string>) {
  const { component, id, value, setValue, onBlur, readOnly, t } = props;
  const typed = useRef({ text: '', at: 0 });
  const numbers = offStep(component.props);
  if (readOnly)
    return <Answered label={component.label} text={summarize(component, toWire(numbers, value))} t={t} />;
  const hint = sliderHint(component.props, t);
  const { min, max, step } = component.props;
  const at = toWire(numbers, value);
  const choose = (wire: unknown) => setValue(textOf(numbers, wire));
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Home' && value === undefined) choose(min);
    if (!/^[\d.,-]$/.test(event.key)) return;
    event.preventDefault();
    const before = event.timeStamp - typed.current.at < together ? typed.current.text : '';
    typed.current = { text: before + event.key, at: event.timeStamp };
    setValue(typed.current.text);
  };
  const leave = () => {
    typed.current.at = -together;
    const tidy = clean(numbers, value);
    if (tidy !== undefined && tidy !== value) setValue(tidy);
    onBlur();
  };
  return (
    <Field of={props} hint={hint}>
      <div className={styles.line}>
        <input
          type="range"
          className={styles.track}
          aria-labelledby={`${id}-label`}
          aria-describedby={describedBy(props, hint)}
          aria-valuetext={value === undefined ? t('io.notAnswered') : value}
          aria-invalid={props.error ? true : undefined}
          disabled={isDisabled(props)}
          min={min}
          max={max}
          step={step ?? 1}
          value={at ?? min}
          style={{ '--at': `${share(at ?? min, component.props) * 100}%` } as CSSProperties}
          data-untouched={value === undefined || undefined}
          onChange={(event) => choose(event.target.value)}
          onPointerUp={(event) => value === undefined && choose(event.currentTarget.value)}
          onKeyDown={press}
          onBlur={leave}
        />
        <input
          {...controlProps(props, hint)}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          className={`${control.box} ${styles.number}`}
          value={value ?? ''}
          onChange={(event) => setValue(event.target.value || undefined)}
          onFocus={(event) => event.target.select()}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
            event.preventDefault();
            setValue(stepped(numbers, value, event.key === 'ArrowUp' ? 1 : -1, canonical(step ?? 1)));
          }}
          onBlur={leave}
        />
      </div>
    </Field>
  );
}

/** How far along the track a number is, from 0 to 1. */
function share(at: number | string, { min, max }: SliderProps): number {
  return Math.min(Math.max((Number(at) - min) / (max - min), 0), 1) || 0;
}

export const isInput = true;

export function initial({ props }: IOComponent<SliderProps>): string | undefined {
  return textOf(offStep(props), props.defaultValue);
}

export function isEmpty(value: string | undefined): boolean {
  return (value ?? '').trim() === '';
}

export function validate(
  { props }: IOComponent<SliderProps>,
  value: string,
  t: Translate,
): string | undefined {
  return sliderProblem(props, value, t);
}

export function encode(value: string, { props }: IOComponent<SliderProps>): number | string | null {
  return toWire(offStep(props), value);
}

export function decode(answer: unknown, { props }: IOComponent<SliderProps>): string | undefined {
  return textOf(offStep(props), answer);
}

export function summarize({ props }: IOComponent<SliderProps>, answer: unknown): string {
  return summaryOf(offStep(props), answer);
}
