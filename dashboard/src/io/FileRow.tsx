import { useSyncExternalStore } from 'react';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import styles from './File.module.css';
import type { Item } from './fileModel';
import { sizeText } from './Link';
import { transferOf } from './transfers';
import type { Translate } from '../text/t';

interface Props {
  item: Item;
  disabled: boolean;
  onRemove: () => void;
  onRetry: () => void;
  t: Translate;
}

/** One file that was chosen: what it is, how far it is, and how to be rid of it. */
export function FileRow({ item, disabled, onRemove, onRetry, t }: Props) {
  const transfer = transferOf(item.key);
  const going = item.state === 'sending' && (transfer?.busy ?? false);
  const problem = item.state === 'sent' || going ? undefined : (item.problem ?? t('io.fileInterrupted'));
  return (
    <li className={styles.file}>
      {transfer?.picture ? (
        <img className={styles.picture} src={transfer.picture} alt="" />
      ) : (
        <span className={styles.sheet}>
          <Icon name="page" size={18} />
        </span>
      )}
      <span className={styles.what}>
        <span className={styles.name} title={item.name}>
          {item.name}
        </span>
        <span className={problem ? styles.problem : styles.size}>
          {problem ?? `${sizeText(item.size)}${item.state === 'sent' ? ` · ${t('io.fileSent')}` : ''}`}
        </span>
        {going && transfer ? <Progress sent={transfer.sent} name={item.name} t={t} /> : null}
      </span>
      {problem && transfer && !item.final && !disabled ? (
        <Button theme="plain" icon="refresh" iconOnly onClick={onRetry}>
          {t('io.sendAgain', { name: item.name })}
        </Button>
      ) : null}
      {disabled ? null : (
        <Button theme="plain" icon="close" iconOnly onClick={onRemove}>
          {t(going ? 'io.cancelFile' : 'io.removeFile', { name: item.name })}
        </Button>
      )}
    </li>
  );
}

interface ProgressProps {
  sent: { subscribe: (listener: () => void) => () => void; get: () => number };
  name: string;
  t: Translate;
}

function Progress({ sent, name, t }: ProgressProps) {
  const part = useSyncExternalStore(sent.subscribe, sent.get);
  return (
    <span
      role="progressbar"
      aria-label={t('io.sending', { name })}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(part * 100)}
      className={styles.track}
    >
      <span className={styles.fill} style={{ transform: `scaleX(${part})` }} />
    </span>
  );
}
