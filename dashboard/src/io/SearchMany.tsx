import type { Translate } from '../text/t';
import { outside } from '../table/selection';
import { ComboMany } from './ComboMany';
import { Answered, Field } from './Field';
import styles from './SearchMany.module.css';
import { andMore, countText } from './counts';
import type { SearchProps } from './props';
import type { RendererProps } from './types';
import { foundOf, useSearch } from './useSearch';
import type { Found, SearchState } from './useSearch';

/** SEARCH for several: tags of what is chosen above the box. */
export function SearchMany(props: RendererProps<SearchProps, Found[], SearchState>) {
  const { component, id, value = [], setValue, readOnly, t } = props;
  const { minSelections: min, maxSelections: max } = component.props;
  const { offers, ...search } = useSearch(props, value);
  if (readOnly) return <Answered label={component.label} text={linesOf(value, t)} t={t} />;
  const wrong = value.length > 0 && outside(value.length, min, max) !== undefined;
  const count = (
    <output id={`${id}-count`} className={wrong ? styles.wrong : undefined}>
      {countText(value.length, min, max, t)}
    </output>
  );
  return (
    <Field of={props} aside={count}>
      <ComboMany
        of={props}
        options={offers}
        chosen={value.map(({ value: key, label, image }) => ({ key, label, image }))}
        onChoose={(chosen) => setValue(chosen.length > 0 ? chosen.map(foundOf) : undefined)}
        {...search}
      />
    </Field>
  );
}

/** One line for each that has a name; those of older searches may have none. */
function linesOf(found: readonly Found[], t: Translate): string {
  const labels = labelsOf(found);
  const more = found.length - labels.length;
  if (more > 0)
    labels.push(labels.length > 0 ? t('io.more', { count: more }) : t('io.selected', { count: more }));
  return labels.join('\n');
}

/** In short: the first few names, and how many more. */
export function summarizeMany(found: readonly Found[] | undefined, t: Translate): string {
  if (!found) return '';
  const labels = labelsOf(found);
  return labels.length > 0 ? andMore(labels, found.length, t) : t('io.selected', { count: found.length });
}

function labelsOf(found: readonly Found[]): string[] {
  return found.flatMap(({ label }) => label || []);
}
