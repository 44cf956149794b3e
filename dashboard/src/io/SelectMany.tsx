import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { limitText, outside } from '../table/selection';
import { Button } from '../ui/Button';
import control from '../ui/control.module.css';
import type { Translate } from '../text/t';
import { ChoiceList } from './ChoiceList';
import { Answered, Field, describedBy, isDisabled } from './Field';
import styles from './SelectMany.module.css';
import { andMore, countText } from './counts';
import { choicesOf, isSearched, keyOfOption, matching } from './options';
import type { Choice } from './options';
import type { SelectManyProps } from './props';
import type { IOComponent, RendererProps } from './types';

type Props = RendererProps<SelectManyProps, string[]>;

/** SELECT_MULTIPLE: boxes to tick, with a box to search them when there are many. */
export default function SelectMany(props: Props) {
  const { component, id, value = [], setValue, readOnly, t } = props;
  const choices = choicesOf(component.props);
  const [query, setQuery] = useState('');
  if (readOnly) return <Answered label={component.label} text={labelsOf(choices, value).join('\n')} t={t} />;
  const searched = isSearched(component.props, choices);
  const shown = searched ? inOrder(choices, matching(choices, query, choices.length)) : choices;
  const chosen = new Set(value);
  const set = (keys: Set<string>) =>
    setValue(keys.size === 0 ? undefined : choices.flatMap(({ key }) => (keys.has(key) ? [key] : [])));
  const press = (key: string) => {
    const keys = new Set(chosen);
    if (!keys.delete(key)) keys.add(key);
    set(keys);
  };
  return (
    <Field of={props} group>
      <div
        className={styles.frame}
        role="group"
        aria-labelledby={`${id}-label`}
        aria-describedby={describedBy(props)}
      >
        {searched && <SearchOptions {...{ props, query, setQuery }} />}
        <Bar {...{ props, choices, shown, chosen, set }} />
        <div className={searched ? styles.scroll : undefined}>
          <ChoiceList
            of={props}
            type="checkbox"
            offers={shown}
            isChosen={(key) => chosen.has(key)}
            press={press}
            firstId={searched ? undefined : id}
          />
          {shown.length === 0 && (
            <p className={styles.none}>
              {choices.length === 0 ? t('io.nothingToChoose') : t('io.nothingFound', { query })}
            </p>
          )}
        </div>
      </div>
    </Field>
  );
}

interface SearchOptionsProps {
  props: Props;
  query: string;
  setQuery: (query: string) => void;
}

function SearchOptions({ props, query, setQuery }: SearchOptionsProps) {
  const { component, id, t } = props;
  const keys = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'ArrowDown') {
      const frame = event.currentTarget.parentElement;
      frame?.querySelector<HTMLInputElement>('input[type=checkbox]')?.focus();
    }
    if (event.key === 'ArrowDown' || (event.key === 'Enter' && !event.ctrlKey && !event.metaKey))
      event.preventDefault();
  };
  return (
    <input
      type="search"
      id={id}
      className={control.box}
      value={query}
      placeholder={component.props.placeholder ?? t('io.typeToFind')}
      aria-label={t('table.searchIn', { label: component.label })}
      autoComplete="off"
      disabled={isDisabled(props)}
      onChange={(event) => setQuery(event.target.value)}
      onKeyDown={keys}
    />
  );
}

interface BarProps {
  props: Props;
  choices: readonly Choice[];
  /** Those that the search leaves. */
  shown: readonly Choice[];
  chosen: ReadonlySet<string>;
  set: (keys: Set<string>) => void;
}

/** How many are ticked of how many that may be, and all or none at once. */
function Bar({ props, choices, shown, chosen, set }: BarProps) {
  const { component, t } = props;
  const { minSelections, maxSelections } = component.props;
  const wrong = chosen.size > 0 && outside(chosen.size, minSelections, maxSelections) !== undefined;
  const narrowed = shown.length < choices.length;
  const allowed = maxSelections === undefined || maxSelections >= choices.length;
  const keys = shown.map((choice) => choice.key);
  const count = { count: keys.length };
  return (
    <div className={styles.bar}>
      <output className={wrong ? styles.wrong : styles.count}>
        {countText(chosen.size, minSelections, maxSelections, t)}
      </output>
      {choices.length > 2 && !isDisabled(props) && (
        <span className={styles.all}>
          {allowed && (
            <Button
              small
              theme="plain"
              disabled={keys.every((key) => chosen.has(key))}
              onClick={() => set(new Set([...chosen, ...keys]))}
            >
              {narrowed ? t('io.selectFound', count) : t('io.selectAll')}
            </Button>
          )}
          <Button
            small
            theme="plain"
            disabled={!keys.some((key) => chosen.has(key))}
            onClick={() => set(new Set([...chosen].filter((key) => !keys.includes(key))))}
          >
            {narrowed ? t('io.deselectFound', count) : t('io.selectNone')}
          </Button>
        </span>
      )}
    </div>
  );
}

/** What was found, in the order in which it is offered, so that nothing jumps while one types. */
function inOrder(choices: readonly Choice[], found: readonly Choice[]): Choice[] {
  const keys = new Set(found.map((choice) => choice.key));
  return choices.filter((choice) => keys.has(choice.key));
}

function labelsOf(choices: readonly Choice[], keys: readonly string[]): string[] {
  return choices.filter((choice) => keys.includes(choice.key)).map((choice) => choice.label);
}

export const isInput = true;

export function initial({ props }: IOComponent<SelectManyProps>): string[] | undefined {
  const wanted = keysOf(props.defaultValue);
  const keys = choicesOf(props).flatMap(({ key }) => (wanted.includes(key) ? [key] : []));
  return keys.length > 0 ? keys : undefined;
}

export function isEmpty(
  value: string[] | undefined,
  { props, isOptional }: IOComponent<SelectManyProps>,
): boolean {
  return (value ?? []).length === 0 && (isOptional || (props.minSelections ?? 0) > 0);
}

export function missing({ props }: IOComponent<SelectManyProps>, t: Translate): string | undefined {
  return limitText(props.minSelections, props.maxSelections, t);
}

export function validate(
  { props }: IOComponent<SelectManyProps>,
  value: string[] | undefined,
  t: Translate,
): string | undefined {
  const wrong = outside(value?.length ?? 0, props.minSelections, props.maxSelections);
  return wrong && limitText(props.minSelections, props.maxSelections, t);
}

export function encode(value: string[] | undefined, { props }: IOComponent<SelectManyProps>): unknown {
  return choicesOf(props).flatMap(({ key, option }) => (value?.includes(key) ? [option] : []));
}

export function decode(answer: unknown): string[] | undefined {
  const keys = keysOf(answer);
  return keys.length > 0 ? keys : undefined;
}

function keysOf(options: unknown): string[] {
  if (!Array.isArray(options)) return [];
  return options.flatMap((option: unknown) => keyOfOption(option) ?? []);
}

export function summarize({ props }: IOComponent<SelectManyProps>, answer: unknown, t: Translate): string {
  const labels = labelsOf(choicesOf(props), keysOf(answer));
  return andMore(labels, labels.length, t);
}
