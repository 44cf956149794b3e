import { Answered, Field, controlProps } from './Field';
import styles from './Text.module.css';
import control from '../ui/control.module.css';
import { Secret } from './Secret';
import type { TextProps } from './props';
import type { IOComponent, RendererProps } from './types';
import type { Translate } from '../text/t';

type Props = RendererProps<TextProps, string>;

/** INPUT_TEXT: one line, or as many as there are up to twelve. */
export default function Text(props: Props) {
  const { component, value, setValue, readOnly, t } = props;
  const { multiline, placeholder, secret, lines } = component.props;
  if (readOnly)
    return <Answered label={component.label} text={secret ? t('io.secretKept') : (value ?? '')} t={t} />;
  if (secret) return <Secret {...props} hint={limitHint(component.props, t)} />;
  const hint = limitHint(component.props, t);
  const shared = {
    ...controlProps(props, hint),
    value: value ?? '',
    placeholder,
    onChange: (event: { target: { value: string } }) => setValue(event.target.value || undefined),
  };
  return (
    <Field
      of={props}
      hint={hint}
      aside={<Counter text={value ?? ''} limit={component.props.maxLength} t={t} />}
    >
      {multiline ? (
        <textarea
          {...shared}
          className={`${control.box} ${styles.area}`}
          rows={rowsFor(value, lines)}
          style={lines ? { minBlockSize: heightOf(lines) } : undefined}
        />
      ) : (
        <input {...shared} type="text" autoComplete="off" className={control.box} />
      )}
    </Field>
  );
}

function Counter({ text, limit, t }: { text: string; limit: number | undefined; t: Translate }) {
  if (limit === undefined) return null;
  const count = countCharacters(text);
  if (count < limit * 0.8) return null;
  return (
    <span className={count > limit ? styles.over : undefined}>{t('io.counter', { used: count, limit })}</span>
  );
}

function limitHint(props: TextProps, t: Translate): string | undefined {
  return [props.patternMessage, lengthText(props, t)].filter(Boolean).join(' ') || undefined;
}

/** How long a text may be, as a sentence: "Between 5 and 20 characters." */
export function lengthText(
  { minLength = 0, maxLength }: Pick<TextProps, 'minLength' | 'maxLength'>,
  t: Translate,
): string | undefined {
  if (minLength < 2) return maxLength === undefined ? undefined : t('io.maxLength', { count: maxLength });
  if (maxLength === undefined) return t('io.minLength', { count: minLength });
  if (minLength === maxLength) return t('io.lengthExactly', { count: maxLength });
  return t('io.lengthBetween', { min: minLength, max: maxLength });
}

const mostLines = 30;

function rowsFor(text: string | undefined, lines = 3): number {
  return Math.max(Math.min(lines, mostLines), Math.min(12, (text ?? '').split('\n').length));
}

/** What so many lines need in pixels, edges included. */
export function heightOf(lines: number): number {
  return Math.min(Math.max(lines, 1), mostLines) * 20 + 14;
}

const segmenter = new Intl.Segmenter();

/** Characters as people see them: a flag or an accented letter is one. */
export function countCharacters(text: string): number {
  return [...segmenter.segment(text)].length;
}

export const isInput = true;

export function isEmpty(value: string | undefined, { isOptional }: IOComponent<TextProps>): boolean {
  return (isOptional ? (value ?? '') : (value ?? '').trim()) === '';
}

export function initial({ props }: IOComponent<TextProps>): string | undefined {
  return props.defaultValue ?? undefined;
}

export function validate({ props }: IOComponent<TextProps>, value: string, t: Translate): string | undefined {
  const count = countCharacters(value);
  if (props.minLength !== undefined && count < props.minLength)
    return t('io.minLength', { count: props.minLength });
  if (props.maxLength !== undefined && count > props.maxLength)
    return t('io.maxLength', { count: props.maxLength });
  return matches(props.pattern, value) ? undefined : (props.patternMessage ?? t('io.badPattern'));
}

/** The host decides by Go's syntax; what this browser cannot read counts as right. */
function matches(pattern: string | undefined, value: string): boolean {
  if (!pattern) return true;
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(value);
  } catch {
    return true;
  }
}

export function summarize({ props }: IOComponent<TextProps>, answer: unknown): string {
  return typeof answer === 'string' && !props.secret ? answer : '';
}
