import { useEffect, useState } from 'react';
import { t } from '../text/t';
import { Button } from '../ui/Button';
import { useStore } from '../ui/useStore';
import { dismiss, toasts, type Toast } from './toasts';
import styles from './Toasts.module.css';

/** The messages at the edge: bottom right, on phones at the top. */
export function Toasts() {
  const all = useStore(toasts);
  return (
    <div className={styles.toasts} role="status" aria-live="polite">
      {all.map((one) => (
        <One key={one.id} toast={one} />
      ))}
    </div>
  );
}

function One({ toast }: { toast: Toast }) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismiss(toast.id), 6000);
    return () => clearTimeout(timer);
  }, [held, toast.id]);
  return (
    <div
      className={`${styles.toast} ${toast.tone === 'bad' ? styles.bad : ''}`}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <div className={styles.text}>
        {toast.title ? <strong>{toast.title}</strong> : null}
        <span>{toast.text}</span>
      </div>
      <Button theme="plain" small icon="close" iconOnly onClick={() => dismiss(toast.id)}>
        {t('toast.dismiss')}
      </Button>
    </div>
  );
}
