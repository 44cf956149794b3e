import { useCallback } from 'react';
import type { ClipboardEvent, KeyboardEvent } from 'react';
import { Button } from '../ui/Button';
import { Menu } from '../ui/Menu';
import styles from './List.module.css';
import type { Row } from './rows';
import type { IOComponent, Renderer, RendererProps } from './types';

interface Props {
  of: RendererProps;
  component: IOComponent;
  renderer: Renderer;
  row: Row;
  error: string | undefined;
  disabled: boolean;
  /** There is no other row. */
  alone: boolean;
  change: (row: number, value: unknown) => void;
  /** Puts a row below this one; undefined when there is no room. */
  add: (() => void) | undefined;
  /** Puts lines into this row, when it is blank, and those below. */
  spread: (lines: string[]) => void;
  remove: (() => void) | undefined;
  up: (() => void) | undefined;
  down: (() => void) | undefined;
  leave: () => void;
}

/** One value of a list with what can be done to it, by buttons or keys. */
export function ListRow(props: Props) {
  const { of, component, renderer, row, disabled, change, remove, up, down } = props;
  const View = renderer.default;
  const { t } = of;
  const setValue = useCallback((value: unknown) => change(row.id, value), [change, row.id]);
  return (
    <li
      data-row={row.id}
      className={styles.row}
      onKeyDownCapture={(event) => !disabled && press(event, props)}
      onPasteCapture={(event) => !disabled && paste(event, props)}
    >
      <div className={styles.entry}>
        <View
          component={component}
          groupKey={of.groupKey}
          callId={of.callId}
          id={`${of.id}-${row.id}`}
          value={row.value}
          setValue={setValue}
          state={undefined}
          setState={nothing}
          stale={false}
          error={props.error}
          onBlur={props.leave}
          disabled={disabled}
          readOnly={false}
          t={t}
        />
      </div>
      {!props.alone && !disabled && (
        <Menu
          icon="more"
          iconOnly
          theme="plain"
          label={t('io.entryMenu', { entry: component.label })}
          entries={[
            { key: 'up', label: t('io.entryUp'), disabled: !up, onSelect: up },
            { key: 'down', label: t('io.entryDown'), disabled: !down, onSelect: down },
          ]}
        />
      )}
      {remove && !disabled && (
        <Button theme="plain" icon="close" iconOnly onClick={remove}>
          {t('io.removeEntry', { entry: component.label })}
        </Button>
      )}
    </li>
  );
}

const nothing = () => {};

/** Enter adds a row, Alt with an arrow moves it, Backspace takes a blank one away. */
function press(event: KeyboardEvent, { row, add, remove, up, down, alone }: Props) {
  const target = event.target as HTMLElement;
  if (!target.matches('input, [role=spinbutton]') || event.nativeEvent.isComposing) return;
  const plain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  const blank = row.value === undefined || row.value === '';
  let act: (() => void) | undefined;
  if (event.key === 'Enter' && plain && !blank && add) act = add;
  if (event.key === 'Backspace' && plain && blank && !alone && target.tagName === 'INPUT') act = remove;
  if (event.key === 'ArrowUp' && event.altKey) act = up ?? nothing;
  if (event.key === 'ArrowDown' && event.altKey) act = down ?? nothing;
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

/** Several pasted lines become several rows. */
function paste(event: ClipboardEvent, { spread, component }: Props) {
  if (!typed.includes(component.methodName)) return;
  const lines = event.clipboardData
    .getData('text')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
  if (lines.length < 2) return;
  event.preventDefault();
  event.stopPropagation();
  spread(lines);
}

/** The inputs whose value is what was typed. */
const typed = ['INPUT_TEXT', 'INPUT_EMAIL', 'INPUT_NUMBER', 'INPUT_URL'];
