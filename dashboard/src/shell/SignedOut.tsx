import { useEffect, useRef } from 'react';
import { t } from '../text/t';
import { Button } from '../ui/Button';
import { pageName } from '../wire/mount';
import styles from './SignedOut.module.css';
import { useTitle } from './title';

/**
 * In the place of everything when the session has ended. What was typed stays in
 * the tab; signing in, here or elsewhere, brings the screen back.
 */
export function SignedOut() {
  const title = useRef<HTMLHeadingElement>(null);
  useTitle(t('signedOut.title'));
  useEffect(() => title.current?.focus(), []);
  return (
    <main className={styles.screen}>
      <p className={styles.panel}>{pageName}</p>
      <h1 ref={title} tabIndex={-1}>
        {t('signedOut.title')}
      </h1>
      <p>{t('signedOut.text')}</p>
      <div>
        <Button theme="primary" onClick={() => location.reload()}>
          {t('signedOut.signIn')}
        </Button>
      </div>
    </main>
  );
}
