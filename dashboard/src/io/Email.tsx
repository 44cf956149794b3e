import { Answered, Field, controlProps } from './Field';
import control from '../ui/control.module.css';
import type { TextProps } from './props';
import type { IOComponent, RendererProps } from './types';
import type { Translate } from '../text/t';

/** INPUT_EMAIL: the keyboard for addresses on phones, no bubbles of the browser. */
export default function Email(props: RendererProps<TextProps, string>) {
  const { component, value, setValue, readOnly, t } = props;
  if (readOnly) return <Answered label={component.label} text={value ?? ''} t={t} />;
  return (
    <Field of={props}>
      <input
        {...controlProps(props)}
        type="email"
        inputMode="email"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        className={control.box}
        value={value ?? ''}
        placeholder={component.props.placeholder}
        onChange={(event) => setValue(event.target.value || undefined)}
      />
    </Field>
  );
}

export const isInput = true;

export function initial({ props }: IOComponent<TextProps>): string | undefined {
  return props.defaultValue ?? undefined;
}

export function isEmpty(value: string | undefined): boolean {
  return (value ?? '').trim() === '';
}

export function validate(_: IOComponent<TextProps>, value: string, t: Translate): string | undefined {
  return /^[^\s@]+@[^\s@]+$/.test(value.trim()) ? undefined : t('io.badEmail');
}

export function encode(value: string): string {
  return value.trim();
}

export function summarize(_: IOComponent<TextProps>, answer: unknown): string {
  return typeof answer === 'string' ? answer : '';
}
