import { useId, useState } from 'react';
import type { FormEvent } from 'react';
import type { Translate } from '../text/t';
import { Button } from '../ui/Button';
import control from '../ui/control.module.css';
import { Dialog } from '../ui/Dialog';
import { describedBy, Field, FieldError } from '../ui/Field';
import { newKey } from '../wire/address';
import type { View } from '../wire/protocol.gen';
import styles from './FilterEditor.module.css';

/** Waits for the server, and keeps what it says against it. */
function useAsking(onClose: () => void, t: Translate) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const ask = (work: Promise<void>) => {
    setBusy(true);
    setError(undefined);
    work
      .then(onClose, (reason: unknown) =>
        setError(reason instanceof Error && reason.message ? reason.message : t('view.failed')),
      )
      .finally(() => setBusy(false));
  };
  return { busy, error, ask };
}

interface Props {
  title: string;
  /** The view that is changed; absent for a new one. */
  view?: View;
  /** Views of this list are not shared. */
  own?: boolean;
  /** The key is the same for as long as the dialog is open, so that a view is saved once. */
  onSave(name: string, shared: boolean, key: string): Promise<void>;
  onClose: () => void;
  t: Translate;
}

/** What a view is called, and who sees it. */
export function ViewDialog({ title, view, own = false, onSave, onClose, t }: Props) {
  const id = useId();
  const [name, setName] = useState(view?.name ?? '');
  const [shared, setShared] = useState(view?.shared ?? false);
  const [key] = useState(newKey);
  const { busy, error, ask } = useAsking(onClose, t);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!busy && name.trim()) ask(onSave(name.trim(), shared, key));
  };
  const actions = (
    <>
      <Button onClick={onClose}>{t('view.cancel')}</Button>
      <Button theme="primary" type="submit" form={id} busy={busy} disabled={!name.trim()}>
        {t('view.keep')}
      </Button>
    </>
  );
  return (
    <Dialog title={title} onClose={onClose} actions={actions}>
      <form id={id} className={styles.form} onSubmit={save}>
        <Field id={`${id}-name`} label={t('view.name')} error={error}>
          <input
            id={`${id}-name`}
            data-first
            className={control.box}
            type="text"
            maxLength={80}
            autoComplete="off"
            aria-invalid={error !== undefined || undefined}
            aria-describedby={describedBy(`${id}-name`, undefined, error)}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        {!own && (
          <label className={styles.choice}>
            <input type="checkbox" checked={shared} onChange={(event) => setShared(event.target.checked)} />
            {t('view.share')}
          </label>
        )}
      </form>
    </Dialog>
  );
}

interface DeleteProps {
  view: View;
  onDelete(): Promise<void>;
  onClose: () => void;
  t: Translate;
}

/** Asks before a view is deleted. */
export function DeleteDialog({ view, onDelete, onClose, t }: DeleteProps) {
  const id = useId();
  const { busy, error, ask } = useAsking(onClose, t);
  return (
    <Dialog
      alert
      title={t('view.deleteTitle', { name: view.name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('view.cancel')}</Button>
          <Button theme="danger" busy={busy} onClick={() => ask(onDelete())}>
            {t('view.deleteNow')}
          </Button>
        </>
      }
    >
      <p>{t(view.shared ? 'view.deleteShared' : 'view.deleteText')}</p>
      <FieldError id={id} error={error} />
    </Dialog>
  );
}
