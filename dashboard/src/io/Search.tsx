import { limitText, outside } from '../table/selection';
import type { Translate } from '../text/t';
import { Combo } from './Combo';
import { Answered, Field } from './Field';
import { SearchMany, summarizeMany } from './SearchMany';
import type { SearchProps } from './props';
import type { IOComponent, RendererProps } from './types';
import { find, foundOf, useSearch } from './useSearch';
import type { Found, SearchState } from './useSearch';

type Value = Found | Found[];

/** SEARCH: asks the host while one types; the results it began with show when one asks for them. */
export default function Search(props: RendererProps<SearchProps, any, SearchState>) {
  return props.component.isMultiple ? <SearchMany {...props} /> : <SearchOne {...props} />;
}

function SearchOne(props: RendererProps<SearchProps, Found, SearchState>) {
  const { component, value, setValue, readOnly, t } = props;
  const { offers, ...search } = useSearch(props);
  if (readOnly) return <Answered label={component.label} text={value?.label ?? ''} t={t} />;
  return (
    <Field of={props}>
      <Combo
        of={props}
        options={offers}
        chosen={value && { key: value.value, label: value.label }}
        onChoose={(offer) => setValue(offer && foundOf(offer))}
        {...search}
      />
    </Field>
  );
}

export const isInput = true;

export function initial(component: IOComponent<SearchProps>): Value | undefined {
  if (!component.isMultiple) return find(component, component.props.defaultValue);
  const keys = component.multipleProps?.defaultValue;
  const known = Array.isArray(keys) ? keys.flatMap((key) => find(component, key) ?? []) : [];
  return known.length > 0 ? known : undefined;
}

export function isEmpty(value: Value | undefined, component: IOComponent<SearchProps>): boolean {
  if (!component.isMultiple) return value === undefined;
  const none = !Array.isArray(value) || value.length === 0;
  return none && (component.isOptional || (component.props.minSelections ?? 0) > 0);
}

export function missing({ props }: IOComponent<SearchProps>, t: Translate): string | undefined {
  return limitText(props.minSelections, props.maxSelections, t);
}

export function validate(
  { props, isMultiple }: IOComponent<SearchProps>,
  value: Value | undefined,
  t: Translate,
): string | undefined {
  if (!isMultiple) return undefined;
  const count = Array.isArray(value) ? value.length : 0;
  const wrong = outside(count, props.minSelections, props.maxSelections);
  return wrong && limitText(props.minSelections, props.maxSelections, t);
}

export function encode(value: Value | undefined, { isMultiple }: IOComponent<SearchProps>): unknown {
  if (isMultiple) return Array.isArray(value) ? value.map((found) => found.value) : [];
  return Array.isArray(value) ? undefined : value?.value;
}

export function decode(answer: unknown, component: IOComponent<SearchProps>): Value | undefined {
  if (component.isMultiple)
    return Array.isArray(answer) ? answer.flatMap((key) => named(component, key) ?? []) : undefined;
  return named(component, answer);
}

function named(component: IOComponent<SearchProps>, key: unknown): Found | undefined {
  return typeof key === 'string' ? (find(component, key) ?? { value: key, label: '' }) : undefined;
}

export function summarize(component: IOComponent<SearchProps>, answer: unknown, t: Translate): string {
  if (component.isMultiple) return summarizeMany(decode(answer, component) as Found[] | undefined, t);
  return find(component, answer)?.label ?? '';
}
