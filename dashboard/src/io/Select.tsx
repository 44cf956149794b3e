import { useState } from 'react';
import { Button, ListBox, Popover, Select as Listed, SelectValue } from 'react-aria-components/Select';
import { Icon } from '../ui/Icon';
import control from '../ui/control.module.css';
import { ChoiceList } from './ChoiceList';
import { ClearButton } from './ClearButton';
import { Combo } from './Combo';
import { Answered, Field, describedBy, isDisabled } from './Field';
import { offerItems } from './OfferItem';
import styles from './Select.module.css';
import { choicesOf, drawnAs, keyOfOption, matching } from './options';
import type { Choice } from './options';
import type { SelectProps } from './props';
import type { IOComponent, RendererProps } from './types';

type Props = RendererProps<SelectProps, string>;
type Drawn = Props & { choices: Choice[] };

/** SELECT_SINGLE: radios for a few, a list for some, a box to type in for many. */
export default function Select(props: Props) {
  const { component, id, value, setValue, readOnly, t } = props;
  const choices = choicesOf(component.props);
  const chosen = choices.find((choice) => choice.key === value);
  if (readOnly) return <Answered label={component.label} text={chosen?.label ?? ''} t={t} />;
  const kind = drawnAs(component.props, choices);
  const clearable = component.isOptional && chosen && !isDisabled(props);
  return (
    <Field of={props} group={kind !== 'search'}>
      <div className={kind === 'radios' ? styles.top : styles.line} id={kind === 'list' ? id : undefined}>
        {kind === 'radios' && <Radios {...props} choices={choices} />}
        {kind === 'list' && <List {...props} choices={choices} />}
        {kind === 'search' && <Typed {...props} choices={choices} />}
        {clearable && <ClearButton label={component.label} onClear={() => setValue(undefined)} t={t} />}
      </div>
    </Field>
  );
}

function Radios(props: Drawn) {
  const { choices, id, value, setValue, error } = props;
  return (
    <div
      className={styles.radios}
      role="radiogroup"
      aria-labelledby={`${id}-label`}
      aria-describedby={describedBy(props)}
      aria-invalid={error ? true : undefined}
      aria-required={props.component.isOptional ? undefined : true}
    >
      <ChoiceList
        of={props}
        type="radio"
        offers={choices}
        isChosen={(key) => key === value}
        press={setValue}
        firstId={id}
      />
    </div>
  );
}

function List(props: Drawn) {
  const { component, choices, id, value, setValue, onBlur, error, t } = props;
  return (
    <Listed
      className={styles.select}
      aria-labelledby={`${id}-label`}
      aria-describedby={describedBy(props)}
      placeholder={component.props.placeholder ?? t('io.choose')}
      value={value ?? null}
      onChange={(key) => setValue(key === null ? undefined : String(key))}
      onBlur={onBlur}
      isDisabled={isDisabled(props)}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <Button className={`${control.box} ${styles.trigger}`}>
        <SelectValue className={styles.value}>
          {({ selectedText, isPlaceholder, defaultChildren }) =>
            isPlaceholder ? defaultChildren : selectedText
          }
        </SelectValue>
        <Icon name="down" />
      </Button>
      <Popover className={`${control.popover} ${styles.popover}`}>
        <ListBox className={styles.list}>{offerItems(choices)}</ListBox>
      </Popover>
    </Listed>
  );
}

function Typed(props: Drawn) {
  const { component, choices, value, setValue, t } = props;
  const chosen = choices.find((choice) => choice.key === value);
  const [query, setQuery] = useState('');
  return (
    <Combo
      of={props}
      placeholder={component.props.placeholder ?? t('io.typeToFind')}
      options={matching(choices, query)}
      chosen={chosen}
      onChoose={(choice) => setValue(choice?.key)}
      onQuery={setQuery}
      empty={t('io.nothingFound', { query })}
    />
  );
}

export const isInput = true;

export function initial({ props }: IOComponent<SelectProps>): string | undefined {
  const key = keyOfOption(props.defaultValue);
  return choicesOf(props).some((choice) => choice.key === key) ? key : undefined;
}

export function isEmpty(value: string | undefined, { props }: IOComponent<SelectProps>): boolean {
  return !choicesOf(props).some((choice) => choice.key === value);
}

export function encode(value: string, { props }: IOComponent<SelectProps>): unknown {
  return choicesOf(props).find((choice) => choice.key === value)?.option ?? null;
}

export function decode(answer: unknown): string | undefined {
  return keyOfOption(answer);
}

export function summarize({ props }: IOComponent<SelectProps>, answer: unknown): string {
  const key = keyOfOption(answer);
  return choicesOf(props).find((choice) => choice.key === key)?.label ?? '';
}
