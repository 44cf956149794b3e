import { useLayoutEffect, useRef, type ReactNode } from 'react';
import styles from './Dialog.module.css';

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** Buttons at the bottom, safe one first. */
  actions?: ReactNode;
  wide?: boolean;
  alert?: boolean;
}

/** A modal dialog; on phones a sheet from below. Escape and the backdrop close it. Focus goes to what has data-first, or else the first control, and returns to where it was. */
export function Dialog({ title, onClose, children, actions, wide, alert }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  // Before the dialog leaves the document: afterwards the focus cannot be given back.
  useLayoutEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    if (dialog && !dialog.open) dialog.showModal();
    dialog?.querySelector<HTMLElement>('[data-first]')?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- Escape is the key
    <dialog
      ref={ref}
      role={alert ? 'alertdialog' : undefined}
      className={wide ? `${styles.dialog} ${styles.wide}` : styles.dialog}
      aria-labelledby="dialog-title"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget && !alert) onClose();
      }}
    >
      <div className={styles.body}>
        <h2 id="dialog-title">{title}</h2>
        <div className={styles.content}>{children}</div>
        {actions ? <div className={styles.actions}>{actions}</div> : null}
      </div>
    </dialog>
  );
}
