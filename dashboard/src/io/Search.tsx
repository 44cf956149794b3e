import { useEffect, useRef, useState } from 'react';
import { useDelayed } from '../ui/useDelayed';
import { Combo } from './Combo';
import { Answered, Field } from './Field';
import { faceOf } from './options';
import type { Offer } from './options';
import type { SearchProps } from './props';
import type { IOComponent, RendererProps } from './types';

/** What was found: the host's key for it, and the words it was chosen by. */
export interface Found {
  value: string;
  label: string;
}

interface State {
  queryTerm: string;
}

type Props = RendererProps<SearchProps, Found, State>;

const pause = 120;

/** SEARCH: asks the host while one types; the results it began with show on focus. */
export default function Search(props: Props) {
  const { component, value, setValue, readOnly, stale, state, t } = props;
  const [typed, setTyped] = useState('');
  const ask = useAsk(props);
  const [atFirst] = useState(() => optionsOf(component));
  const busy = useDelayed(stale, 150);
  if (readOnly) return <Answered label={component.label} text={value?.label ?? ''} t={t} />;
  const query = typed.trim();
  const options = query === '' ? atFirst : optionsOf(component);
  const answered = !stale && state?.queryTerm === query;
  return (
    <Field of={props}>
      <Combo
        of={props}
        placeholder={component.props.placeholder ?? t('io.typeToFind')}
        options={options}
        chosen={value && { key: value.value, label: value.label }}
        onChoose={(option) => setValue(option && { value: option.key, label: option.label })}
        onQuery={(text) => {
          setTyped(text);
          ask(text.trim());
        }}
        empty={
          query === '' ? t('io.typeToFind') : answered ? t('io.nothingFound', { query }) : t('io.searching')
        }
        openOn="focus"
        busy={busy}
      />
    </Field>
  );
}

/** Asks once typing has paused; an empty box asks nothing. */
function useAsk({ setState }: Props): (query: string) => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (query) => {
    clearTimeout(timer.current);
    if (query !== '') timer.current = setTimeout(() => setState({ queryTerm: query }), pause);
  };
}

function optionsOf({ props }: IOComponent<SearchProps>): Offer[] {
  return (props.results ?? []).map((result) => ({ key: result.value, ...faceOf(result) }));
}

function find(component: IOComponent<SearchProps>, value: unknown): Found | undefined {
  if (typeof value !== 'string') return undefined;
  const found = optionsOf(component).find((option) => option.key === value);
  return found && { value, label: found.label };
}

export const isInput = true;

export function initial(component: IOComponent<SearchProps>): Found | undefined {
  return find(component, component.props.defaultValue);
}

export function encode(value: Found): string {
  return value.value;
}

export function decode(answer: unknown, component: IOComponent<SearchProps>): Found | undefined {
  if (typeof answer !== 'string') return undefined;
  return find(component, answer) ?? { value: answer, label: '' };
}

export function summarize(component: IOComponent<SearchProps>, answer: unknown): string {
  return find(component, answer)?.label ?? '';
}
