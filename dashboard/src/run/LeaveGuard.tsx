import { useCallback, useEffect, useState } from 'react';
import type { IOComponent } from '../io/types';
import { t } from '../text/t';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { beforeGo } from '../wire/address';
import type { Form } from './form';

interface Props {
  form: Form;
  components: IOComponent[];
}

/**
 * Asks before somebody leaves a question into which they typed a secret, the one
 * thing that is kept nowhere. Everything else is a draft or at the server, and files
 * go on being sent, so that leaving is free.
 */
export function LeaveGuard({ form, components }: Props) {
  const [leave, setLeave] = useState<() => void>();
  const typed = useCallback(
    () =>
      form.phase.get() === 'idle' ? [...form.secrets].find((at) => form.fields[at]?.get().value) : undefined,
    [form],
  );
  useEffect(() => {
    const ends = [
      guardScreens(typed, (again) => setLeave(() => again)),
      guardHistory(typed, (again) => setLeave(() => again)),
      guardTab(typed),
    ];
    return () => ends.forEach((end) => end());
  }, [typed]);
  if (!leave) return null;
  const at = typed();
  return (
    <Dialog
      alert
      title={t('leave.title')}
      onClose={() => setLeave(undefined)}
      actions={
        <>
          <Button onClick={() => setLeave(undefined)}>{t('leave.stay')}</Button>
          <Button
            theme="danger"
            onClick={() => {
              setLeave(undefined);
              for (const secret of form.secrets)
                form.fields[secret]?.set((before) => ({ ...before, value: undefined }));
              leave();
            }}
          >
            {t('leave.go')}
          </Button>
        </>
      }
    >
      <p>{t('leave.text', { label: (at === undefined ? undefined : components[at]?.label) ?? '' })}</p>
    </Dialog>
  );
}

type Typed = () => number | undefined;
type Asks = (again: () => void) => void;

/** Links and buttons of the panel. */
function guardScreens(typed: Typed, ask: Asks): () => void {
  beforeGo.stay = (again) => {
    if (typed() === undefined) return false;
    ask(again);
    return true;
  };
  return () => {
    delete beforeGo.stay;
  };
}

/** Back and Forward, where the browser lets a page ask. */
function guardHistory(typed: Typed, ask: Asks): () => void {
  const history = globalThis.navigation;
  const hold = (event: NavigateEvent) => {
    const { destination } = event;
    if (event.navigationType !== 'traverse' || !event.cancelable || !destination.sameDocument) return;
    if (new URL(destination.url).pathname === location.pathname || typed() === undefined) return;
    event.preventDefault();
    ask(() => void history?.traverseTo(destination.key));
  };
  history?.addEventListener('navigate', hold);
  return () => history?.removeEventListener('navigate', hold);
}

/** Closing the tab and loading another page: the browser asks in its own words. */
function guardTab(typed: Typed): () => void {
  const warn = (event: BeforeUnloadEvent) => {
    if (typed() !== undefined) event.preventDefault();
  };
  addEventListener('beforeunload', warn);
  return () => removeEventListener('beforeunload', warn);
}
