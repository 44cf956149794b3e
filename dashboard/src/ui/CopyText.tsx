import { useState } from 'react';
import { t } from '../text/t';
import { copyText } from './copy';
import { Icon } from './Icon';
import styles from './CopyText.module.css';

/** An identifier in monospace that copies itself when pressed. */
export function CopyText({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <button
      type="button"
      className={styles.copy}
      title={t('copy.title')}
      onClick={() => {
        void copyText(text).then((done) => {
          setCopied(done);
          setTimeout(() => setCopied(false), 1500);
        });
      }}
    >
      <code>{text}</code>
      <Icon name={copied ? 'check' : 'copy'} size={13} />
      <span className="hide" role="status">
        {copied ? t('copy.done') : ''}
      </span>
    </button>
  );
}
