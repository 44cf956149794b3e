import { Button } from '../ui/Button';
import control from '../ui/control.module.css';
import { Answered, Field, controlProps, isDisabled } from './Field';
import styles from './JSON.module.css';
import { heightOf } from './Text';
import { jsonProblem, pretty } from './json';
import type { JSONProps } from './json';
import type { IOComponent, RendererProps } from './types';
import type { Translate } from '../text/t';

/** INPUT_JSON: its text in an area of even letters, which can be put in form. */
export default function JSONField(props: RendererProps<JSONProps, string>) {
  const { component, value, setValue, readOnly, t } = props;
  const text = value ?? '';
  if (readOnly) {
    if (!text) return <Answered label={component.label} text="" t={t} />;
    return (
      <figure className={styles.over}>
        <figcaption>{component.label}</figcaption>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable */}
        <pre tabIndex={0}>{text}</pre>
      </figure>
    );
  }
  const tidy = pretty(text);
  return (
    <Field
      of={props}
      aside={
        <Button
          small
          theme="plain"
          aria-label={t('io.formatOf', { label: component.label })}
          disabled={isDisabled(props) || tidy === undefined || tidy === text}
          onClick={() => setValue(tidy)}
        >
          {t('io.format')}
        </Button>
      }
    >
      <textarea
        {...controlProps(props)}
        className={`${control.box} ${styles.area}`}
        style={{ minBlockSize: heightOf(component.props.lines ?? 8) }}
        rows={component.props.lines ?? 8}
        value={text}
        placeholder={component.props.placeholder}
        spellCheck={false}
        autoCapitalize="none"
        autoComplete="off"
        wrap="off"
        onChange={(event) => setValue(event.target.value || undefined)}
      />
    </Field>
  );
}

export const isInput = true;

export function initial({ props }: IOComponent<JSONProps>): string | undefined {
  return props.defaultValue ?? undefined;
}

export function isEmpty(value: string | undefined): boolean {
  return (value ?? '').trim() === '';
}

export function validate({ props }: IOComponent<JSONProps>, value: string, t: Translate): string | undefined {
  return jsonProblem(props, value, t);
}

const longest = 120;

export function summarize(_: IOComponent<JSONProps>, answer: unknown): string {
  const text = typeof answer === 'string' ? answer.replaceAll(/\s+/g, ' ').trim() : '';
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
