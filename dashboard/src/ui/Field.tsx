import type { ReactNode } from 'react';
import { t } from '../text/t';
import { Icon } from './Icon';
import styles from './Field.module.css';

interface Props {
  /** The id of the control. */
  id: string;
  label: string;
  optional?: boolean;
  help?: ReactNode;
  error?: string | undefined;
  /** Drawn at the right end of the label's line, for example a counter. */
  aside?: ReactNode;
  /** For controls that are a group (radios, segments): the label is not a `label` element. */
  group?: boolean;
  /** As wide as there is room, for tables. */
  wide?: boolean;
  children: ReactNode;
}

/** Label above, control, help below, error below help. Controls take `describedBy(id, …)`. */
export function Field({ id, label, optional, help, error, aside, group, wide, children }: Props) {
  const text = (
    <>
      {label}
      {optional ? <span className={styles.optional}> {t('field.optional')}</span> : null}
    </>
  );
  return (
    <div className={wide ? `${styles.field} ${styles.wide}` : styles.field} data-field={id}>
      <div className={styles.top}>
        {group ? (
          <span className={styles.label} id={`${id}-label`}>
            {text}
          </span>
        ) : (
          <label className={styles.label} htmlFor={id} id={`${id}-label`}>
            {text}
          </label>
        )}
        {aside ? <span className={styles.aside}>{aside}</span> : null}
      </div>
      {children}
      {help ? (
        <div className={styles.help} id={`${id}-help`}>
          {help}
        </div>
      ) : null}
      <FieldError id={id} error={error} />
    </div>
  );
}

/** The message under a field. */
export function FieldError({ id, error }: { id: string; error: string | undefined }) {
  if (!error) return null;
  return (
    <div className={styles.error} id={`${id}-error`}>
      <Icon name="error" size={14} />
      <span>{error}</span>
    </div>
  );
}

/** The aria-describedby of a control, in the order people read. */
export function describedBy(id: string, help: unknown, error: string | undefined): string | undefined {
  const ids = [help ? `${id}-help` : '', error ? `${id}-error` : ''].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}
