import { useState } from 'react';
import { toast } from '../shell/toasts';
import { t } from '../text/t';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { call } from '../wire/calls';
import type { Run } from '../wire/protocol.gen';

interface Props {
  run: Pick<Run, 'id' | 'name'>;
  onClose: () => void;
  /** Called before onClose when the run is being ended. */
  onCanceled?: () => void;
}

/** Asks before a run is ended. */
export function CancelDialog({ run, onClose, onCanceled }: Props) {
  const [busy, setBusy] = useState(false);
  const cancel = () => {
    setBusy(true);
    call('CANCEL_RUN', { runId: run.id })
      .then(onCanceled, (reason: unknown) =>
        toast(reason instanceof Error ? reason.message : t('answer.failed'), { tone: 'bad' }),
      )
      .finally(onClose);
  };
  return (
    <Dialog
      alert
      title={t('cancel.title')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel.keep')}</Button>
          <Button theme="danger" busy={busy} onClick={cancel}>
            {t('cancel.confirm')}
          </Button>
        </>
      }
    >
      <p>{t('cancel.text', { name: run.name })}</p>
    </Dialog>
  );
}
