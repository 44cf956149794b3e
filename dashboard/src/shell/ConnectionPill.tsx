import { useEffect, useState } from 'react';
import { t } from '../text/t';
import { useStore } from '../ui/useStore';
import { socket } from '../wire/calls';
import { build } from '../wire/mount';
import { shell as shellStore } from '../wire/shell';
import styles from './ConnectionPill.module.css';

/** Says when the line is down, in steps: nothing, reconnecting, offline. */
export function ConnectionPill() {
  const connection = useStore(socket.connection);
  const shell = useStore(shellStore);
  const [now, setNow] = useState(Date.now);
  const down = connection.state === 'connecting' || connection.state === 'lost';
  useEffect(() => {
    if (!down) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [down]);

  const age = down ? now - connection.since : 0;
  let text = '';
  if (age > 10_000) text = t('line.offline');
  else if (age > 1500) text = connection.updating ? t('line.updating') : t('line.reconnecting');
  else if (!down && shell && build && shell.build && shell.build !== build) text = t('line.newBuild');
  return (
    <span role="status" className={styles.place}>
      {text ? (
        <span className={age > 10_000 ? `${styles.pill} ${styles.off}` : styles.pill}>{text}</span>
      ) : null}
    </span>
  );
}
