import { useEffect, useReducer, useRef, useState } from 'react';
import type { Editor } from '@tiptap/core';
import { SafeHTML } from '../ui/SafeHTML';
import control from '../ui/control.module.css';
import { Answered, Field, describedBy, isDisabled } from './Field';
import styles from './RichText.module.css';
import { RichTextTools } from './RichTextTools';
import { createEditor, describe } from './richEditor';
import { plainText } from './richText';
import type { RichTextProps } from './richText';
import { countCharacters, lengthText } from './Text';
import type { IOComponent, RendererProps } from './types';
import type { Translate } from '../text/t';

type Props = RendererProps<RichTextProps, string>;

/** INPUT_RICH_TEXT: an area of formatted text with its tools. The value is HTML. */
export default function RichText(props: Props) {
  const { component, value, readOnly, t } = props;
  if (!readOnly) return <Writing {...props} />;
  if (!value) return <Answered label={component.label} text="" t={t} />;
  return (
    <figure className={styles.over}>
      <figcaption>{component.label}</figcaption>
      <SafeHTML html={value} text={plainText(value)} />
    </figure>
  );
}

function Writing(props: Props) {
  const { component, id, value, setValue, onBlur, error, t } = props;
  const place = useRef<HTMLDivElement>(null);
  const tools = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<Editor>();
  const [, redraw] = useReducer((times: number) => times + 1, 0);
  const off = isDisabled(props);
  const hint = lengthText(component.props, t);
  const described = describedBy(props, hint);
  const latest = useRef({ value, setValue });
  latest.current = { value, setValue };

  useEffect(() => {
    if (!place.current) return;
    const created = createEditor(place.current, latest.current.value ?? '', {
      changed: (html) => latest.current.setValue(html),
      leave: () => tools.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus(),
    });
    created.on('transaction', redraw);
    setEditor(created);
    return () => created.destroy();
  }, []);

  const { isOptional } = component;
  const { placeholder } = component.props;
  useEffect(() => {
    if (!editor) return;
    const attributes = {
      id,
      class: styles.text ?? '',
      'aria-labelledby': `${id}-label`,
      'aria-describedby': described,
      'aria-invalid': error ? 'true' : undefined,
      'aria-required': isOptional ? undefined : 'true',
      'aria-disabled': off ? 'true' : undefined,
      'data-placeholder': placeholder,
    };
    describe(editor, attributes, !off);
  }, [editor, id, described, error, isOptional, off, placeholder]);

  return (
    <Field of={props} hint={hint} group aside={counter(component.props, value, t)}>
      <div className={`${control.box} ${styles.box}`} data-disabled={off || undefined}>
        <RichTextTools ref={tools} editor={editor} disabled={off} label={component.label} t={t} />
        <div ref={place} className={styles.place} onBlur={onBlur} />
      </div>
    </Field>
  );
}

function counter({ maxLength }: RichTextProps, html: string | undefined, t: Translate): string | undefined {
  if (maxLength === undefined || !html) return undefined;
  const used = countCharacters(plainText(html));
  return used < maxLength * 0.8 ? undefined : t('io.counter', { used, limit: maxLength });
}

export const isInput = true;

export function initial({ props }: IOComponent<RichTextProps>): string | undefined {
  return props.defaultValue ?? undefined;
}

export function isEmpty(value: string | undefined): boolean {
  return plainText(value ?? '').trim() === '';
}

export function validate(
  { props }: IOComponent<RichTextProps>,
  value: string,
  t: Translate,
): string | undefined {
  const count = countCharacters(plainText(value));
  if (props.minLength !== undefined && count < props.minLength)
    return t('io.minLength', { count: props.minLength });
  if (props.maxLength !== undefined && count > props.maxLength)
    return t('io.maxLength', { count: props.maxLength });
  return undefined;
}

const longest = 120;

export function summarize(_: IOComponent<RichTextProps>, answer: unknown): string {
  const text = typeof answer === 'string' ? plainText(answer, ' ').replaceAll(/\s+/g, ' ').trim() : '';
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
