import { memo, useCallback, useContext, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import { heightOf } from '../io/registry';
import type { IOComponent, Renderer, UploadPlace } from '../io/types';
import { Problem } from '../shell/Problem';
import { t } from '../text/t';
import { ErrorBoundary } from '../ui/ErrorBoundary';
import { Files, Uploads } from '../ui/files';
import { Icon } from '../ui/Icon';
import { Places } from '../ui/place';
import { Skeleton } from '../ui/Skeleton';
import { save } from '../wire/save';
import type { Found } from './components';
import { problemOf } from '../io/answers';
import { rendererOf, setValue, type Form } from './form';
import styles from './Slot.module.css';

interface SlotProps {
  form: Form;
  index: number;
  component: IOComponent;
  found: Found;
  groupKey: string;
  callId: string;
  locked: boolean;
  readOnly?: boolean;
  /** Hands a new state to the host. */
  sendState: (index: number, state: unknown) => void;
  /** Has a part without an answer or state drawn again, after it failed. */
  retry?: () => void;
}

/** One component of a question or page in its own place: what breaks in it stays in it. */
export const Slot = memo(function Slot(props: SlotProps) {
  const { component, found, index, groupKey } = props;
  const renderer = rendererOf(found);
  return (
    <div data-slot={index} className={styles.slot}>
      {renderer ? (
        <ErrorBoundary
          resetKey={component}
          fallback={(error) => (
            <Trouble label={component.label || component.methodName} reason={error.message} />
          )}
        >
          <Live {...props} key={groupKey} renderer={renderer} />
        </ErrorBoundary>
      ) : (
        <Missing component={component} unknown={found === 'unknown'} />
      )}
    </div>
  );
});

function Live({
  form,
  index,
  component,
  groupKey,
  callId,
  locked,
  readOnly,
  sendState,
  renderer,
  retry,
}: SlotProps & { renderer: Renderer }) {
  const store = form.fields[index];
  const field = useSyncExternalStore(store?.subscribe ?? nothing, store?.get ?? none);
  const change = useCallback((value: unknown) => setValue(form, index, value), [form, index]);
  const changeState = useCallback((state: unknown) => sendState(index, state), [sendState, index]);
  const left = useCallback(() => {
    if (!form.tried) return;
    store?.set((before) => ({
      ...before,
      error: before.error ?? problemOf(renderer, component, before.value),
    }));
  }, [form, store, renderer, component]);
  const saveFile = useSaveFile(groupKey, index);
  const uploads = useUploads(groupKey, index);
  const places = useContext(Places);
  const place = useMemo(() => places?.(index), [places, index]);
  if (retry && field?.error && !component.isStateful)
    return <Problem message={field.error} onRetry={retry} />;
  const View = renderer.default;
  return (
    <View
      component={component}
      groupKey={groupKey}
      callId={callId}
      id={`f-${groupKey}-${index}`}
      value={field?.value}
      setValue={change}
      state={field?.state}
      setState={changeState}
      save={saveFile}
      uploads={uploads}
      place={place}
      retry={retry}
      stale={field?.stale ?? false}
      error={field?.error}
      onBlur={left}
      disabled={locked}
      readOnly={readOnly ?? false}
      t={t}
    />
  );
}

function useSaveFile(groupKey: string, index: number) {
  const ask = useContext(Files);
  return useMemo(
    () =>
      ask &&
      (async (format?: string, state?: unknown) => save(await ask({ groupKey, index, format, state }))),
    [ask, groupKey, index],
  );
}

function useUploads(groupKey: string, index: number) {
  const uploads = useContext(Uploads);
  return useMemo(
    () =>
      uploads && {
        ask: (file: Parameters<UploadPlace['ask']>[0]) => uploads.ask({ groupKey, index, ...file }),
        drop: (upload: string) => uploads.drop({ groupKey, index, upload }),
      },
    [uploads, groupKey, index],
  );
}

const nothing = () => () => {};
const none = () => undefined;

function Missing({ component, unknown }: { component: IOComponent; unknown: boolean }) {
  return unknown ? (
    <Box>{t('slot.unknown', { method: component.methodName })}</Box>
  ) : (
    <Trouble label={component.label || component.methodName} reason={t('slot.notLoaded')} />
  );
}

function Trouble({ label, reason }: { label: string; reason: string }) {
  return (
    <Box>
      {t('slot.trouble', { label })}
      <span className={styles.reason}>{reason}</span>
    </Box>
  );
}

function Box({ children }: { children: ReactNode }) {
  return (
    <div className={styles.box} role="note">
      <Icon name="warning" />
      <div>{children}</div>
    </div>
  );
}

/** The places of components whose renderers are still coming. */
export function SlotPlaces({ components }: { components: IOComponent[] }) {
  return components.map((component, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- places have no other name
    <Skeleton key={index} height={heightOf(component.methodName)} />
  ));
}
