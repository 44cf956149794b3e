import { useCallback, useEffect, useState } from 'react';
import type { IOComponent } from '../io/types';
import { t } from '../text/t';
import { CallError } from '../wire/socket';
import { useComponents, useRenderers, type Found } from './components';
import { createForm } from './form';
import { Arranged } from './Frames';
import { useLocalTabs } from './localTabs';
import { stepName } from './name';
import { Slot, SlotPlaces } from './Slot';
import { useStates } from './states';
import type { Step } from './store';
import type { FollowedRun } from './useRun';
import styles from './Step.module.css';

interface Props {
  run: FollowedRun;
  step: Step;
  number: number;
}

/** A step that asks nothing: its tables can be searched and paged for as long as the service has them. */
export function ShownStep(props: Props) {
  const { step, number } = props;
  const components = useComponents(step.call.toRender);
  const found = useRenderers(components.map((component) => component.methodName));
  return (
    <section
      className={`${styles.card} ${styles.finished}`}
      id={`step-${number}`}
      aria-label={stepName(number, step.call.title)}
      aria-busy={found ? undefined : true}
    >
      {step.call.title ? <h2>{step.call.title}</h2> : null}
      <div className={styles.fields}>
        {found ? (
          <Living {...props} components={components} found={found} />
        ) : (
          <SlotPlaces components={components} />
        )}
      </div>
    </section>
  );
}

function Living({ run, step, components, found }: Props & { components: IOComponent[]; found: Found[] }) {
  const { call: render, groupKey } = step;
  const [form] = useState(() => createForm('', components, found));
  const [frozen, setFrozen] = useState(false);
  const tabs = useLocalTabs();
  const failed = useCallback(
    (reason: unknown, index: number) => {
      if (reason instanceof CallError && ['STALE', 'NOT_FOUND'].includes(reason.code)) {
        setFrozen(true);
        return;
      }
      const error = reason instanceof Error ? reason.message : t('answer.failed');
      form.fields[index]?.set((before) => ({ ...before, error }));
    },
    [form],
  );
  const sendState = useStates(run, form, step, failed);
  useEffect(() => {
    form.fields.forEach((field, index) => {
      const error = render.toRender[index]?.validationErrorMessage || undefined;
      field.set((before) =>
        before.stale || before.error !== error ? { ...before, stale: false, error } : before,
      );
    });
  }, [form, render.id, render.toRender]);
  return (
    <>
      <Arranged
        frames={render.frames}
        count={components.length}
        framing={{
          ...tabs,
          draw: (index) => {
            const component = components[index];
            return component ? (
              <Slot
                key={index}
                form={form}
                index={index}
                component={component}
                found={found[index] ?? 'unknown'}
                groupKey={groupKey}
                callId={render.id}
                locked={false}
                readOnly={frozen}
                sendState={sendState}
              />
            ) : null;
          },
        }}
      />
      {frozen ? <p className={styles.frozen}>{t('step.frozen')}</p> : null}
    </>
  );
}
