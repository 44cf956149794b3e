import { useMemo, useState } from 'react';
import { takesAnswer } from '../io/answers';
import { shownOf } from '../io/conditions';
import { Sections } from '../io/Sections';
import type { IOComponent } from '../io/types';
import { t } from '../text/t';
import { Icon } from '../ui/Icon';
import { Skeleton } from '../ui/Skeleton';
import { decode } from '../wire/values';
import { methodsOf, useComponents, useRenderers, type Found } from './components';
import { answeredForm, rendererOf } from './form';
import { Arranged } from './Frames';
import { Leftovers } from './Leftovers';
import { useLocalTabs } from './localTabs';
import { stepName } from './name';
import { Slot, SlotPlaces } from './Slot';
import type { Step } from './store';
import styles from './Step.module.css';

const noState = () => {};

interface Props {
  step: Step;
  number: number;
  /** What this tab has typed into it without sending it. */
  typed?: { place: string; elsewhere: boolean } | undefined;
}

/** A step that is over: displays as they were, one line for each answer; a press unfolds it. */
export function FinishedStep({ step, number, typed }: Props) {
  const components = useComponents(step.call.toRender);
  const found = useRenderers(methodsOf(components));
  const [open, setOpen] = useState(false);
  const answers = useMemo(
    () => (step.answer ? (decode(step.answer.values, step.answer.valuesMeta) as unknown[]) : []),
    [step.answer],
  );
  const form = useMemo(() => answeredForm(components, found ?? [], answers), [components, found, answers]);
  const asked = useMemo(
    () =>
      shownOf(components, (index) =>
        takesAnswer(components[index] ?? { methodName: '' }) ? (answers[index] ?? null) : undefined,
      ),
    [components, answers],
  );
  const inputs = components.flatMap((component, index) =>
    asked[index] && takesAnswer(component) ? [index] : [],
  );
  const choice = chosen(step);
  const shown = components.flatMap((component, index) => {
    const folded = takesAnswer(component) || components.some(({ section }) => section === index);
    return asked[index] && (open || !folded) ? [index] : [];
  });
  const folds = inputs.length > 0;
  const tabs = useLocalTabs();
  const draw = (index: number) => {
    const component = components[index];
    return component && shown.includes(index) ? (
      <Slot
        key={index}
        form={form}
        index={index}
        component={component}
        found={found?.[index] ?? 'unknown'}
        groupKey={step.groupKey}
        callId={step.call.id}
        locked={false}
        readOnly
        sendState={noState}
      />
    ) : null;
  };

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
          {open && step.call.frames ? (
            <Arranged frames={step.call.frames} count={components.length} framing={{ ...tabs, draw }} />
          ) : (
            <Sections components={components} shown={components.map((_, index) => shown.includes(index))}>
              {(_, index) => draw(index)}
            </Sections>
          )}
        </div>
      ) : null}
      {folds ? (
        <button type="button" className={styles.lines} aria-expanded={open} onClick={() => setOpen(!open)}>
          {inputs.map((index) => (
            <Line
              key={index}
              component={components[index]}
              section={components[components[index]?.section ?? -1]?.label}
              found={found?.[index]}
              answer={answers[index]}
              over={step.answer === undefined}
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
      {typed && found ? (
        <Leftovers step={step} components={components} found={found} answers={answers} {...typed} />
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
  /** What it is part of. */
  section: string | undefined;
  found: Found | undefined;
  answer: unknown;
  /** The run ended first. */
  over: boolean;
  /** It was answered, and the answer is not here. */
  secret: boolean;
}

function Line({ component, section, found, answer, over, secret }: LineProps) {
  const renderer = rendererOf(found);
  const known = component && renderer ? summary(renderer, component, answer) : undefined;
  const text = secret ? t('step.secret') : known;
  return (
    <span className={over ? `${styles.line} ${styles.over}` : styles.line}>
      <Icon name={over ? 'stop' : 'check'} />
      <span className={styles.question}>
        {section ? `${section} · ` : null}
        {component?.label}
      </span>
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
