import { useMemo, useState } from 'react';
import type { IOComponent } from '../io/types';
import { t } from '../text/t';
import { Icon } from '../ui/Icon';
import { Skeleton } from '../ui/Skeleton';
import { decode } from '../wire/values';
import { takesAnswer, useComponents, useRenderers, type Found } from './components';
import { answeredForm, rendererOf } from './form';
import { stepName } from './name';
import { Slot, SlotPlaces } from './Slot';
import type { Step } from './store';
import styles from './Step.module.css';

const noState = () => {};

/** A step that is over: displays as they were, one line for each answer; a press unfolds it. */
export function FinishedStep({ step, number }: { step: Step; number: number }) {
  const components = useComponents(step.call.toRender);
  const found = useRenderers(components.map((component) => component.methodName));
  const [open, setOpen] = useState(false);
  const answers = useMemo(
    () => (step.answer ? (decode(step.answer.values, step.answer.valuesMeta) as unknown[]) : []),
    [step.answer],
  );
  const form = useMemo(() => answeredForm(components, found ?? [], answers), [components, found, answers]);
  const inputs = components.flatMap((component, index) => (takesAnswer(component) ? [index] : []));
  const choice = chosen(step);
  const shown = components.flatMap((component, index) => (open || !takesAnswer(component) ? [index] : []));
  const folds = inputs.length > 0;

  return (
    <section
      className={`${styles.card} ${styles.finished}`}
      id={`step-${number}`}
      aria-label={stepName(number, step.call.title)}
    >
      {step.call.title && (shown.length > 0 || inputs.length > 1) ? <h2>{step.call.title}</h2> : null}
      {!found && shown.length > 0 ? (
        <SlotPlaces components={shown.flatMap((index) => components[index] ?? [])} />
      ) : null}
      {found && shown.length > 0 ? (
        <div className={styles.fields}>
          {shown.map((index) => {
            const component = components[index];
            return component ? (
              <Slot
                key={index}
                form={form}
                index={index}
                component={component}
                found={found[index] ?? 'unknown'}
                groupKey={step.groupKey}
                callId={step.call.id}
                locked={false}
                readOnly
                sendState={noState}
              />
            ) : null;
          })}
        </div>
      ) : null}
      {folds ? (
        <button type="button" className={styles.lines} aria-expanded={open} onClick={() => setOpen(!open)}>
          {inputs.map((index) => (
            <Line
              key={index}
              component={components[index]}
              found={found?.[index]}
              answer={answers[index]}
              secret={step.answer?.leftOut?.includes(index) ?? false}
            />
          ))}
          {choice ? <span className={styles.pressed}>{t('step.pressed', { label: choice })}</span> : null}
          <span className={styles.fold}>
            <span className="hide">{open ? t('step.fold') : t('step.unfold')}</span>
            <Icon name={open ? 'up' : 'down'} size={14} />
          </span>
        </button>
      ) : choice ? (
        <div className={styles.line}>
          <Icon name="check" />
          <span className={styles.chosen}>{choice}</span>
        </div>
      ) : null}
    </section>
  );
}

/** The button that was pressed, where there was another one. */
function chosen({ call, answer }: Step): string | undefined {
  const buttons = call.choiceButtons ?? [];
  return buttons.length > 1 ? buttons.find((button) => button.value === answer?.choice)?.label : undefined;
}

interface LineProps {
  component: IOComponent | undefined;
  found: Found | undefined;
  answer: unknown;
  /** It was answered, and the answer is not here. */
  secret: boolean;
}

function Line({ component, found, answer, secret }: LineProps) {
  const renderer = rendererOf(found);
  const known = component && renderer ? summary(renderer, component, answer) : undefined;
  const text = secret ? t('step.secret') : known;
  return (
    <span className={styles.line}>
      <Icon name="check" />
      <span className={styles.question}>{component?.label}</span>
      {found === undefined ? <Skeleton width={80} height={16} /> : null}
      <span className={styles.answer}>{text}</span>
    </span>
  );
}

function summary(
  renderer: NonNullable<ReturnType<typeof rendererOf>>,
  component: IOComponent,
  answer: unknown,
): string {
  if (answer === null || answer === undefined) return t('step.noAnswer');
  try {
    return renderer.summarize?.(component, answer, t) ?? (typeof answer === 'object' ? '' : String(answer));
  } catch {
    return ''; // an odd answer must not hide the rest of the transcript
  }
}
