import { useEffect, useState } from 'react';
import { t } from '../text/t';
import { formatDuration } from '../text/format';
import { Icon } from '../ui/Icon';
import styles from './Updated.module.css';

const tick = 10_000;

/** When a page that is renewed by itself was, and a button to do it now. */
export function Updated({ at, onRefresh }: { at: number; onRefresh: () => void }) {
  const [now, setNow] = useState(at);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), tick);
    return () => clearInterval(timer);
  }, [at]);
  const ago = Math.floor(Math.max(0, now - at) / tick) * tick;
  return (
    <p className={styles.updated}>
      {ago === 0 ? t('page.updatedNow') : t('page.updated', { ago: formatDuration(ago) })}
      <button type="button" className={styles.button} title={t('page.refresh')} onClick={onRefresh}>
        <Icon name="refresh" size={14} />
        <span className="hide">{t('page.refresh')}</span>
      </button>
    </p>
  );
}
