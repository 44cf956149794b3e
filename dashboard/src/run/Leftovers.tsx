import { useMemo, useRef, useState } from 'react';
import type { IOComponent } from '../io/types';
import { toast } from '../shell/toasts';
import { t } from '../text/t';
import { Button } from '../ui/Button';
import { copyText } from '../ui/copy';
import { Icon } from '../ui/Icon';
import type { Found } from './components';
import { dropDrafts } from './drafts';
import { answeredForm, type Form } from './form';
import { leftoversOf } from './leftovers';
import { Slot } from './Slot';
import type { Step } from './store';
import styles from './Leftovers.module.css';

interface Props {
  step: Step;
  components: IOComponent[];
  found: Found[];
  answers: unknown[];
  /** Where its drafts are. */
  place: string;
  /** It was open in this tab and was answered without it. */
  elsewhere: boolean;
}

const noState = () => {};

/** Says that a question was answered elsewhere, and keeps what was typed into it here. */
export function Leftovers({ step, components, found, answers, place, elsewhere }: Props) {
  const [dropped, setDropped] = useState(false);
  const [open, setOpen] = useState(false);
  const typed = useRef<HTMLDivElement>(null);
  const left = useMemo(
    () => (dropped ? new Map<number, unknown>() : leftoversOf(place, components, found, answers)),
    [dropped, place, components, found, answers],
  );
  const form = useMemo<Form>(() => typedForm(components, left), [components, left]);
  if (left.size === 0)
    return elsewhere ? (
      <p className={styles.note} role="status">
        <Icon name="info" size={14} /> {t('step.elsewhere')}
      </p>
    ) : null;
  const copy = () => {
    void copyText(textOf(left, typed.current)).then((done) =>
      toast(t(done ? 'step.typedCopied' : 'step.typedNotCopied')),
    );
  };
  const drop = () => {
    dropDrafts(place, components.length);
    setDropped(true);
  };
  return (
    <div className={styles.left}>
      <p className={styles.note} role="status">
        <Icon name="info" size={14} /> {t(step.answer ? 'step.elsewhereTyped' : 'step.notSent')}
      </p>
      <details className={styles.fold} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{t('step.typed')}</summary>
        <div ref={typed} className={styles.typed}>
          {[...left.keys()].map((index) => {
            const component = components[index];
            return component ? (
              <Slot
                key={index}
                form={form}
                index={index}
                component={component}
                found={found[index] ?? 'unknown'}
                groupKey={`${step.groupKey}-typed`}
                callId={step.call.id}
                locked={false}
                readOnly
                sendState={noState}
              />
            ) : null;
          })}
        </div>
        <div className={styles.buttons}>
          <Button small theme="plain" onClick={drop}>
            {t('step.typedDrop')}
          </Button>
          <Button small icon="copy" onClick={copy}>
            {t('step.typedCopy')}
          </Button>
        </div>
      </details>
    </div>
  );
}

function typedForm(components: IOComponent[], left: Map<number, unknown>): Form {
  const form = answeredForm(components, [], []);
  form.fields.forEach((field, index) => field.set((before) => ({ ...before, value: left.get(index) })));
  return form;
}

/** One text is itself; anything else is what stands on the screen. */
function textOf(left: Map<number, unknown>, shown: HTMLElement | null): string {
  const [only] = left.values();
  if (left.size === 1 && typeof only === 'string' && !only.startsWith('<')) return only;
  return shown?.innerText ?? '';
}
