import { useId, useState } from 'react';
import type { FormEvent } from 'react';
import type { TextKey, Translate } from '../text/t';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { Field } from '../ui/Field';
import control from '../ui/control.module.css';
import styles from './FilterEditor.module.css';
import { conditionsFor, draftOf, filtersOf } from './filterDraft';
import { spans } from './filters';
import type { Condition, FilterDraft } from './filterDraft';
import type { Column, Filter } from './model';

interface Props {
  column: Column;
  /** The column's key in filters. */
  name: string;
  filters: readonly Filter[];
  onApply: (filters: Filter[]) => void;
  onClose: () => void;
  t: Translate;
}

const conditionWords: Record<Condition, TextKey> = {
  contains: 'filter.contains',
  eq: 'filter.is',
  starts: 'filter.starts',
  ne: 'filter.isNot',
  range: 'filter.range',
  within: 'filter.within',
  in: 'filter.anyOf',
  null: 'filter.empty',
  notnull: 'filter.notEmpty',
};

/** The editor of one column's filter: by its type a text, a range, a list or yes and no. */
export function FilterEditor({ column, name, filters, onApply, onClose, t }: Props) {
  const id = useId();
  const [draft, setDraft] = useState(() => draftOf(column, name, filters));
  const conditions = conditionsFor(column);
  const made = filtersOf(column, name, draft);
  const others = filters.filter((filter) => filter.column !== name);
  const had = others.length < filters.length;
  const set = (part: Partial<FilterDraft>) => setDraft({ ...draft, ...part });
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (made) onApply([...others, ...made]);
  };
  const actions = (
    <>
      {had && (
        <Button theme="dangerText" onClick={() => onApply(others)}>
          {t('filter.remove')}
        </Button>
      )}
      <Button theme="primary" type="submit" form={id} disabled={!made}>
        {t('filter.apply')}
      </Button>
    </>
  );
  return (
    <Dialog title={column.label} onClose={onClose} actions={actions}>
      <form id={id} className={styles.form} onSubmit={apply}>
        {conditions.length > 1 && (
          <Field id={`${id}-op`} label={t('filter.condition')}>
            <select
              id={`${id}-op`}
              className={control.box}
              value={draft.condition}
              onChange={(event) => set({ condition: event.target.value as Condition })}
            >
              {conditions.map((condition) => (
                <option key={condition} value={condition}>
                  {t(conditionWords[condition])}
                </option>
              ))}
            </select>
          </Field>
        )}
        <Values id={id} column={column} draft={draft} set={set} t={t} />
      </form>
    </Dialog>
  );
}

interface ValuesProps {
  id: string;
  column: Column;
  draft: FilterDraft;
  set: (part: Partial<FilterDraft>) => void;
  t: Translate;
}

function Values(props: ValuesProps) {
  const { id, column, draft, set, t } = props;
  if (draft.condition === 'null' || draft.condition === 'notnull') return null;
  if (draft.condition === 'range') return <Range {...props} />;
  if (draft.condition === 'within') return <Span {...props} />;
  if (draft.condition === 'in') return <Checklist {...props} />;
  if (column.filter?.kind === 'boolean') {
    return (
      <div className={styles.list} role="radiogroup" aria-label={column.label}>
        {(['true', 'false'] as const).map((value) => (
          <label key={value} className={styles.choice}>
            <input
              type="radio"
              name={`${id}-bool`}
              checked={draft.text === value}
              onChange={() => set({ text: value })}
            />
            {t(value === 'true' ? 'io.yes' : 'io.no')}
          </label>
        ))}
      </div>
    );
  }
  return (
    <Field id={`${id}-text`} label={t('filter.value')}>
      <input
        id={`${id}-text`}
        data-first
        className={control.box}
        type="text"
        autoComplete="off"
        value={draft.text}
        onChange={(event) => set({ text: event.target.value })}
      />
    </Field>
  );
}

function Range({ id, column, draft, set, t }: ValuesProps) {
  const date = column.filter?.kind === 'date';
  const input = (part: 'from' | 'to') => (
    <input
      id={`${id}-${part}`}
      data-first={part === 'from' || undefined}
      className={control.box}
      type={date ? 'date' : 'text'}
      inputMode={date ? undefined : 'decimal'}
      autoComplete="off"
      value={draft[part]}
      onChange={(event) => set({ [part]: event.target.value })}
    />
  );
  const unit = column.type === 'money' && column.currency ? ` (${column.currency})` : '';
  return (
    <div className={styles.range}>
      <Field id={`${id}-from`} label={t(date ? 'filter.since' : 'filter.atLeast') + unit}>
        {input('from')}
      </Field>
      <Field id={`${id}-to`} label={t(date ? 'filter.until' : 'filter.atMost') + unit}>
        {input('to')}
      </Field>
    </div>
  );
}

function Span({ id, draft, set, t }: ValuesProps) {
  return (
    <Field id={`${id}-span`} label={t('filter.value')} help={t('filter.zone')}>
      <select
        id={`${id}-span`}
        className={control.box}
        value={draft.text || spans[0]}
        onChange={(event) => set({ text: event.target.value })}
      >
        {spans.map((span) => (
          <option key={span} value={span}>
            {t(`span.${span}`)}
          </option>
        ))}
      </select>
    </Field>
  );
}

function Checklist({ column, draft, set }: ValuesProps) {
  const options = column.filter?.options ?? [];
  const flip = (value: unknown) =>
    set({
      chosen: draft.chosen.includes(value)
        ? draft.chosen.filter((each) => each !== value)
        : [...draft.chosen, value],
    });
  return (
    <fieldset className={styles.list} aria-label={column.label}>
      {options.map((option) => (
        <label key={String(option.value)} className={styles.choice}>
          <input
            type="checkbox"
            checked={draft.chosen.includes(option.value)}
            onChange={() => flip(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
