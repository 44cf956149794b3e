import type { ReactNode } from 'react';
import { Field as Labelled } from '../ui/Field';
import styles from './Field.module.css';
import { Help } from './Help';
import type { InputProps } from './props';
import type { RendererProps } from './types';

interface FieldProps {
  of: RendererProps<InputProps>;
  children: ReactNode;
  /** Shown with the help, for example limits. */
  hint?: string;
  /** Several controls under one label: the label names a group. */
  group?: boolean;
  /** As wide as there is room: for tables. */
  wide?: boolean;
  /** At the end of the label's line, for example a counter. */
  aside?: ReactNode;
}

/** Label above, help and error below: what all inputs share. */
export function Field({ of, children, hint, group = false, wide = false, aside }: FieldProps) {
  const { component, id, error } = of;
  return (
    <Labelled
      id={id}
      label={component.label}
      optional={component.isOptional}
      help={shownHelp(component.props, hint)}
      error={error}
      aside={aside}
      group={group}
      wide={wide}
    >
      {children}
    </Labelled>
  );
}

/** An answered field in a step that is over: its label and what was answered. */
export function Answered({ label, text, t }: { label: string; text: string; t: RendererProps['t'] }) {
  return (
    <dl className={styles.answered}>
      <dt>{label}</dt>
      <dd>{text || <span className={styles.none}>{t('io.notAnswered')}</span>}</dd>
    </dl>
  );
}

/** Help, limits and the reason why a field is disabled, in one line. */
export function helpOf(props: InputProps, hint?: string): string {
  const parts = [props.helpText, hint, props.disabled ? props.disabledReason : undefined].filter(
    Boolean,
  ) as string[];
  if (parts.length < 2) return parts.join('');
  return parts.map((part) => (/[.!?…]$/.test(part) ? part : `${part}.`)).join(' ');
}

/** The same with the formatting of the help. */
export function shownHelp(props: InputProps, hint?: string): ReactNode {
  const { helpText, helpHtml } = props;
  if (!helpText || helpHtml === undefined) return helpOf(props, hint);
  const rest = helpOf({ ...props, helpText: undefined }, hint);
  return (
    <>
      <Help text={helpText} html={helpHtml} /> {rest}
    </>
  );
}

/** What describes the control, in the order it is read. */
export function describedBy(
  of: RendererProps<InputProps>,
  hint?: string,
  ...more: string[]
): string | undefined {
  const ids = [...more];
  if (helpOf(of.component.props, hint)) ids.push(`${of.id}-help`);
  if (of.error) ids.push(`${of.id}-error`);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

/** What most controls need told. */
export function controlProps(of: RendererProps<InputProps>, hint?: string, ...more: string[]) {
  return {
    id: of.id,
    disabled: isDisabled(of),
    onBlur: of.onBlur,
    'aria-invalid': of.error ? true : undefined,
    'aria-required': of.component.isOptional ? undefined : true,
    'aria-describedby': describedBy(of, hint, ...more),
  } as const;
}

/** Whether the field can be changed at present. */
export function isDisabled(of: RendererProps<InputProps>): boolean {
  return of.disabled || of.component.props.disabled === true;
}
