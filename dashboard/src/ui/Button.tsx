import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { Icon, type IconName } from './Icon';
import styles from './Button.module.css';

/** How a button looks: one primary on a screen; danger is red and never the default. */
export type ButtonTheme = 'primary' | 'secondary' | 'danger' | 'plain' | 'dangerText';

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  theme?: ButtonTheme;
  icon?: IconName;
  /** Only the icon is drawn; the label is what it is called. */
  iconOnly?: boolean;
  busy?: boolean;
  small?: boolean;
  /** A key hint inside the button, hidden from screen readers. */
  hint?: string;
  ref?: Ref<HTMLButtonElement>;
  children: ReactNode;
}

/** The panel's button. `busy` keeps it focusable and says so. */
export function Button({
  theme = 'secondary',
  icon,
  iconOnly,
  busy,
  small,
  hint,
  className,
  children,
  onClick,
  ...rest
}: Props) {
  const names = [styles.button, styles[theme], small && styles.small, iconOnly && styles.icon, className];
  return (
    <button
      type="button"
      {...rest}
      className={names.filter(Boolean).join(' ')}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? undefined : onClick}
    >
      {busy ? <span className={styles.spinner} aria-hidden="true" /> : icon ? <Icon name={icon} /> : null}
      {iconOnly ? <span className="hide">{children}</span> : children}
      {hint ? (
        <kbd className={styles.hint} aria-hidden="true">
          {hint}
        </kbd>
      ) : null}
    </button>
  );
}

/** The class names that make a link look like a button. */
export function buttonClass(theme: ButtonTheme = 'secondary', small = false): string {
  return [styles.button, styles[theme], small && styles.small].filter(Boolean).join(' ');
}
