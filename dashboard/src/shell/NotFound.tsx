import { useState } from 'react';
import { t } from '../text/t';
import { Button, buttonClass } from '../ui/Button';
import { useStore } from '../ui/useStore';
import { base } from '../wire/mount';
import { shell } from '../wire/shell';
import { routeEntries, search } from './entries';
import styles from './NotFound.module.css';
import { useTitle } from './title';

/** Not there and not allowed look the same. */
export function NotFound() {
  const [text, setText] = useState('');
  const entries = routeEntries(useStore(shell));
  const found = text.trim() ? search(entries, text, {}).slice(0, 6) : [];
  useTitle(t('notFound.title'));
  return (
    <div className={styles.screen}>
      <h1>{t('notFound.title')}</h1>
      <p>{t('notFound.text')}</p>
      <input
        className={styles.search}
        type="search"
        aria-label={t('notFound.search')}
        placeholder={t('notFound.search')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <ul>
        {found.map((entry) => (
          <li key={entry.key}>
            <Button theme="plain" onClick={entry.open}>
              {entry.name}
            </Button>
          </li>
        ))}
      </ul>
      <p>
        <a className={buttonClass()} href={`${base}/`}>
          {t('notFound.home')}
        </a>
      </p>
    </div>
  );
}
