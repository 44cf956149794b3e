import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type KeyboardEvent,
} from 'react';
import { takesAnswer } from '../io/answers';
import { mayHide } from '../io/conditions';
import { Sections } from '../io/Sections';
import type { IOComponent } from '../io/types';
import { modName, useShortcuts } from '../shell/keys';
import { busyScreen } from '../shell/screen';
import { t } from '../text/t';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { Menu } from '../ui/Menu';
import { useMedia } from '../ui/useMedia';
import { useStore } from '../ui/useStore';
import { socket } from '../wire/calls';
import { decode } from '../wire/values';
import { prove, sendAnswer } from './answer';
import { submitButtons, type SubmitButton } from './buttons';
import { methodsOf, useComponents, useRenderers, type Found } from './components';
import { focusSlot, useArrival } from './arrival';
import { earlierAnswers, useEarlierRun } from './earlier';
import {
  answerOf,
  checkAll,
  createForm,
  firstField,
  forgetHidden,
  placeOf,
  rendererOf,
  reopen,
  shownIn,
  showRefusals,
  type Form,
} from './form';
import { Arranged } from './Frames';
import { LeaveGuard } from './LeaveGuard';
import { useLocalTabs } from './localTabs';
import { Slot, SlotPlaces } from './Slot';
import { stepName } from './name';
import { useStates } from './states';
import type { RunState, Step } from './store';
import { useTouch } from './touch';
import type { FollowedRun } from './useRun';
import styles from './Step.module.css';

interface Props {
  run: FollowedRun;
  step: Step;
  /** Its place in the conversation, from 1. */
  number: number;
  /** Hands out what is being filled in. */
  onForm?: (form: Form) => void;
}

/** The question that waits for an answer. */
export function CurrentStep(props: Props) {
  const { step } = props;
  const components = useComponents(step.call.toRender);
  const found = useRenderers(methodsOf(components));
  const before = useEarlierRun();
  if (!found || before === undefined) {
    return (
      <section className={styles.card} aria-busy="true">
        {step.call.title ? <h2>{step.call.title}</h2> : null}
        <SlotPlaces components={components} />
      </section>
    );
  }
  return <OpenStep {...props} components={components} found={found} before={before} />;
}

interface OpenProps extends Props {
  components: IOComponent[];
  found: Found[];
  /** The run whose answers it begins with. */
  before: RunState | null;
}

function OpenStep({ run, step, number, onForm, components, found, before }: OpenProps) {
  const { call: render, groupKey } = step;
  const [earlier] = useState(() => before && earlierAnswers(before, run.store.get(), groupKey));
  const [form] = useState(() =>
    createForm(placeOf(run.id, groupKey), components, found, previousAnswers(step) ?? earlier ?? undefined),
  );
  const card = useRef<HTMLElement>(null);
  const phase = useStore(form.phase);
  const problem = useStore(form.problem);
  const connection = useStore(socket.connection);
  const tabs = useLocalTabs();
  const locked = phase !== 'idle';
  const offline = connection.state !== 'open';
  const buttons = useMemo(() => submitButtons(render.choiceButtons), [render.choiceButtons]);
  const exclusive = components.length === 1 ? rendererOf(found[0])?.exclusive : undefined;

  const shown = useShown(form, components, found);

  useEffect(() => onForm?.(form), [form, onForm]);
  useVerdict(form, step, card);
  useArrival(card, firstField(form, components, found));
  useEffect(() => {
    busyScreen.set(true);
    return () => busyScreen.set(false);
  }, []);

  const failed = useCallback(
    (reason: unknown) => form.problem.set(reason instanceof Error ? reason.message : t('answer.failed')),
    [form],
  );
  const sendState = useStates(run, form, step, failed);
  useTouch(run, form);

  const submit = (button: SubmitButton) => {
    if (form.phase.get() !== 'idle') return;
    if (!button.skipValidation) {
      const wrong = checkAll(form, components, found);
      if (wrong.length > 0) {
        focusSlot(card.current, wrong[0] ?? 0);
        return;
      }
    }
    // What is not checked may be anything, and nobody wants it.
    const values = button.skipValidation ? components.map(() => null) : answerOf(form, components, found);
    void sendAnswer(run, form, groupKey, values, button.value);
  };

  const primary = buttons.find((button) => button.primary);
  useShortcuts(exclusive ? {} : stepKeys(buttons, primary, submit));

  if (exclusive) {
    const View = exclusive;
    const [component] = components;
    return (
      <section ref={card} className={styles.card} tabIndex={-1} aria-label={stepName(number)}>
        {component ? (
          <View
            component={component}
            id={`f-${groupKey}-0`}
            answer={(value) => {
              if (form.phase.get() === 'idle') void sendAnswer(run, form, groupKey, [value]);
            }}
            prove={(secret) => prove(run, form, groupKey, secret)}
            sending={locked}
            offline={offline}
            error={problem ?? form.fields[0]?.get().error}
            t={t}
          />
        ) : null}
      </section>
    );
  }

  const draw = (component: IOComponent, index: number) => (
    <Slot
      key={`${component.methodName}-${index}`}
      form={form}
      index={index}
      component={component}
      found={found[index] ?? 'unknown'}
      groupKey={groupKey}
      callId={render.id}
      locked={locked}
      sendState={sendState}
    />
  );
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Enter in its only field
    <section
      ref={card}
      className={styles.card}
      tabIndex={-1}
      aria-label={stepName(number, render.title)}
      onKeyDown={(event) => {
        if (primary && isLoneEnter(event, components)) {
          event.preventDefault();
          submit(primary);
        }
      }}
    >
      {render.title ? <h2>{render.title}</h2> : null}
      {earlier ? <p className={styles.frozen}>{t('step.earlier')}</p> : null}
      <div className={styles.fields}>
        {render.frames ? (
          <Arranged
            frames={render.frames}
            count={components.length}
            framing={{
              ...tabs,
              draw: (index) => {
                const component = components[index];
                return component && shown?.[index] !== false ? draw(component, index) : null;
              },
            }}
          />
        ) : (
          <Sections components={components} shown={shown}>
            {draw}
          </Sections>
        )}
      </div>
      {form.secrets.size > 0 ? <LeaveGuard form={form} components={components} /> : null}
      <Problems form={form} components={components} problem={problem} card={card} />
      <Buttons buttons={buttons} phase={phase} offline={offline} submit={submit} />
    </section>
  );
}

/** Which components are shown; a new list only when that changes. */
function useShown(form: Form, components: IOComponent[], found: Found[]): boolean[] | undefined {
  const follow = useCallback(
    (changed: () => void) => {
      if (!mayHide(components)) return () => {};
      const ends = form.fields.map((field) => field.subscribe(changed));
      return () => ends.forEach((end) => end());
    },
    [form, components],
  );
  const look = () => (mayHide(components) ? shownIn(form, components, found).map(Number).join('') : '');
  const now = useSyncExternalStore(follow, look);
  const shown = useMemo(() => (now === '' ? undefined : [...now].map((each) => each === '1')), [now]);
  useEffect(() => {
    if (shown) forgetHidden(form, shown);
  }, [form, shown]);
  return shown;
}

function stepKeys(
  buttons: SubmitButton[],
  primary: SubmitButton | undefined,
  submit: (button: SubmitButton) => void,
) {
  const keys: Record<string, () => void> = {};
  if (primary) keys['mod+Enter'] = () => submit(primary);
  buttons.slice(0, 9).forEach((button, index) => {
    if (!button.theme.startsWith('danger')) keys[`alt+${index + 1}`] = () => submit(button);
  });
  return keys;
}

function isLoneEnter(event: KeyboardEvent, components: IOComponent[]): boolean {
  if (event.key !== 'Enter' || event.defaultPrevented || event.nativeEvent.isComposing) return false;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
  const target = event.target as HTMLInputElement;
  if (target.tagName !== 'INPUT' || ['checkbox', 'radio'].includes(target.type)) return false;
  if (target.getAttribute('role') === 'combobox' && target.getAttribute('aria-expanded') === 'true')
    return false;
  return components.filter(takesAnswer).length === 1 && target.closest('table') === null;
}

function previousAnswers(step: Step): unknown[] | undefined {
  if (!step.answer) return undefined;
  return decode(step.answer.values, step.answer.valuesMeta) as unknown[];
}

// A render that follows our answer brings the host's verdict: the form opens
// again, with the refusals on their fields.
function useVerdict(form: Form, step: Step, card: React.RefObject<HTMLElement | null>) {
  const { call: render, open } = step;
  const seen = useRef('');
  useEffect(() => {
    if (!open || seen.current === render.id) return;
    const first = seen.current === '';
    seen.current = render.id;
    form.fields.forEach((field, index) => {
      const error = render.toRender[index]?.validationErrorMessage || undefined;
      field.set((before) => (before.stale ? { ...before, stale: false, error } : before));
    });
    const answered = form.phase.get() === 'stored';
    if (!first && !answered) return;
    const errors = render.toRender.map((component) => component.validationErrorMessage);
    showRefusals(form, errors, render.validationErrorMessage);
    const wrong = errors.findIndex(Boolean);
    if (wrong >= 0) form.tried = true;
    if (answered) {
      reopen(form);
      if (wrong >= 0) requestAnimationFrame(() => focusSlot(card.current, wrong));
    }
  }, [form, render, open, card]);
}

interface ProblemsProps {
  form: Form;
  components: IOComponent[];
  problem: string | undefined;
  card: React.RefObject<HTMLElement | null>;
}

/** What is wrong with the whole question, and the list of wrong fields when there are several. */
function Problems({ form, components, problem, card }: ProblemsProps) {
  const wrong = useWrong(form);
  return (
    <div role="alert" className={styles.problems}>
      {problem ? (
        <p className={styles.problem}>
          <Icon name="error" size={14} /> {problem}
        </p>
      ) : null}
      {wrong.length >= 3 ? (
        <ul className={styles.wrong}>
          {wrong.map(({ index, error }) => (
            <li key={index}>
              <button type="button" className={styles.jump} onClick={() => focusSlot(card.current, index)}>
                {components[index]?.label}
              </button>
              {' – '}
              {error}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function useWrong(form: Form): { index: number; error: string }[] {
  const [wrong, setWrong] = useState<{ index: number; error: string }[]>([]);
  useEffect(() => {
    const look = () => {
      const now = form.fields.flatMap((field, index) => {
        const { error } = field.get();
        return error ? [{ index, error }] : [];
      });
      setWrong((before) => (before.length === 0 && now.length === 0 ? before : now));
    };
    const ends = form.fields.map((field) => {
      let last = field.get().error;
      return field.subscribe(() => {
        const { error } = field.get();
        if (error === last) return;
        last = error;
        look();
      });
    });
    look();
    return () => ends.forEach((end) => end());
  }, [form]);
  return wrong;
}

interface ButtonsProps {
  buttons: SubmitButton[];
  phase: 'idle' | 'sending' | 'stored';
  offline: boolean;
  submit: (button: SubmitButton) => void;
}

function Buttons({ buttons, phase, offline, submit }: ButtonsProps) {
  const [pressed, setPressed] = useState<string>();
  const phone = useMedia('(max-width: 720px)');
  const press = (button: SubmitButton) => {
    setPressed(button.value ?? '');
    submit(button);
  };
  const folded = phone && buttons.length > 2 ? buttons.slice(0, -2) : [];
  const shown = buttons.slice(folded.length);
  return (
    <div className={styles.buttons}>
      {folded.length > 0 ? (
        <Menu
          icon="more"
          iconOnly
          align="start"
          label={t('step.more')}
          entries={folded.map((button) => ({
            key: button.value ?? '',
            label: button.label,
            danger: button.theme.startsWith('danger'),
            onSelect: () => press(button),
          }))}
        />
      ) : null}
      {shown.map((button, index) => {
        const busy =
          phase !== 'idle' && (pressed === (button.value ?? '') || (pressed === undefined && button.primary));
        return (
          <Button
            key={button.value ?? ''}
            theme={button.theme}
            busy={busy}
            disabled={phase !== 'idle' && !busy}
            className={apart(button, shown[index + 1]) ? styles.apart : undefined}
            data-autofocus={shown[index + 1]?.theme === 'danger' || undefined}
            hint={button.primary && !busy ? `${modName} ↵` : undefined}
            aria-keyshortcuts={button.primary ? 'Control+Enter Meta+Enter' : undefined}
            onClick={() => press(button)}
          >
            {busy ? t(offline ? 'step.sendsLater' : 'step.sending') : button.label}
          </Button>
        );
      })}
    </div>
  );
}

function apart(button: SubmitButton, next: SubmitButton | undefined): boolean {
  return button.theme === 'dangerText' && next !== undefined && next.theme !== 'dangerText';
}
