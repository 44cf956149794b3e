import { useEffect } from 'react';
import { t } from '../text/t';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { socket } from '../wire/calls';
import { absolute } from '../wire/mount';

/** Over the screen when the session has ended. What was typed stays; signing in elsewhere brings it back. */
export function SignedOut() {
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') socket.hurry();
    }, 3000);
    return () => clearInterval(timer);
  }, []);
  return (
    <Dialog
      alert
      title={t('signedOut.title')}
      onClose={() => socket.hurry()}
      actions={
        <>
          <Button onClick={() => location.reload()}>{t('signedOut.reload')}</Button>
          <Button theme="primary" onClick={() => window.open(absolute('/'), '_blank')}>
            {t('signedOut.signIn')}
          </Button>
        </>
      }
    >
      <p>{t('signedOut.text')}</p>
    </Dialog>
  );
}
