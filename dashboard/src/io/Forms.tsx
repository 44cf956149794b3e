import { useCallback, useContext, useEffect, useRef, useState, type FocusEvent } from 'react';
import { Button } from '../ui/Button';
import { Field, describedBy, isDisabled } from './Field';
import { FormRowView, FormShown, InList } from './FormRow';
import {
  begun,
  blank,
  firstProblem,
  freshId,
  fromWire,
  moved,
  problemsIn,
  summaryOf,
  toWire,
  type FormRow,
  type FormsProps,
  type Inside,
  type ListSearch,
  type Problems,
} from './forms';
import styles from './Forms.module.css';
import { limitsText } from './rows';
import type { IOComponent, RendererProps } from './types';
import type { FormsEntry } from '../wire/protocol.gen';
import type { Translate } from '../text/t';

type Props = RendererProps<FormsProps, FormRow[], ListSearch>;

/** INPUT_FORMS: several forms of the same fields, to be added, removed and put in order. */
export default function Forms(props: Props) {
  if (props.readOnly) return <FormsShown {...props} />;
  return <Rows {...props} key={props.id} />;
}

function Rows(props: Props) {
  const { component, id, value, setValue, state, setState, stale, onBlur, error, t } = props;
  const rows = value ?? begun(component);
  const latest = useRef(rows);
  latest.current = rows;
  const place = useRef<HTMLOListElement>(null);
  const [target, setTarget] = useState<{ row: number; fresh?: boolean }>();
  const [said, setSaid] = useState('');
  const [marked, inside, unmark] = useMarked(props, latest);
  const nested = useContext(InList);
  const off = isDisabled(props);
  const { minItems = 0, maxItems = 100 } = component.props;
  const hint = limitsText({ minItems, maxItems }, t);
  const live = error === undefined ? [] : rows.map((row) => problemsIn(component, row));
  const problems = rows.map((row, at) => merged(marked[row.id], live[at]));
  const own = problems.some((each) => each?.some(Boolean));

  useEffect(() => focusRow(place.current, target), [target]);
  useEffect(() => {
    const list = place.current;
    if (own && error !== undefined && list?.contains(document.activeElement))
      list.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only when a message comes
  }, [error]);

  const change = useCallback(
    (row: number, at: number, next: unknown) => {
      unmark(row, at);
      setValue(
        latest.current.map((each) =>
          each.id === row ? { ...each, values: each.values.map((was, i) => (i === at ? next : was)) } : each,
        ),
      );
    },
    [setValue, unmark],
  );
  const add = () => {
    const fresh = blank(component, freshId(rows));
    setValue([...rows, fresh]);
    setTarget({ row: fresh.id, fresh: true });
  };
  const remove = useCallback(
    (row: number) => {
      const before = latest.current;
      const at = before.findIndex((each) => each.id === row);
      const next = before.filter((each) => each.id !== row);
      setValue(next);
      setTarget({ row: (next[at] ?? next[at - 1])?.id ?? 0 });
    },
    [setValue],
  );
  const ask = useCallback(
    (row: number, at: number, typed: unknown) => setState({ at, row, state: typed }),
    [setState],
  );
  const move = useCallback(
    (row: number, by: -1 | 1) => {
      const before = latest.current;
      const at = before.findIndex((each) => each.id === row);
      const next = moved(before, at, by);
      if (next === before) return;
      setValue(next);
      setTarget({ row });
      setSaid(t('io.entryMoved', { place: at + by + 1, count: next.length }));
    },
    [setValue, t],
  );
  const left = (event: FocusEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget as Node | null)) onBlur();
  };

  return (
    <Field of={own ? { ...props, error: undefined } : props} hint={hint} group>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- leaving all of its fields */}
      <ol
        ref={place}
        className={nested ? styles.nested : styles.rows}
        aria-labelledby={`${id}-label`}
        aria-describedby={describedBy(own ? { ...props, error: undefined } : props, hint)}
        onBlur={left}
      >
        {rows.map((row, at) => (
          <FormRowView
            key={row.id}
            list={component}
            id={id}
            groupKey={props.groupKey}
            callId={props.callId}
            row={row}
            place={at}
            last={at === rows.length - 1}
            problems={problems[at]?.some(Boolean) ? problems[at] : undefined}
            inside={inside[row.id]}
            disabled={off}
            search={state?.row === row.id ? state : undefined}
            searching={stale}
            change={change}
            ask={ask}
            remove={remove}
            move={move}
            t={t}
          />
        ))}
      </ol>
      <Button
        small
        icon="plus"
        className={styles.add}
        disabled={off || rows.length >= maxItems}
        onClick={add}
      >
        {nested
          ? t('io.addTo', { list: component.label })
          : t(rows.length === 0 ? 'io.addFirst' : 'io.addEntry')}
      </Button>
      <span role="status" className="hide">
        {said}
      </span>
    </Field>
  );
}

/** What the host said of single fields, until they are changed, and of those in lists in the forms. */
function useMarked(
  { component, callId }: Props,
  rows: { current: FormRow[] },
): [Record<number, Problems>, Record<number, Inside>, (row: number, at: number) => void] {
  const { problems } = component.props;
  const [marked, setMarked] = useState<Record<number, Problems>>({});
  const [inside, setInside] = useState<Record<number, Inside>>({});
  useEffect(() => {
    const next: Record<number, Problems> = {};
    const within: Record<number, Inside> = {};
    for (const { form, at, message, problems: deeper } of problems ?? []) {
      const row = rows.current[form];
      if (!row) continue;
      (next[row.id] ??= [])[at] = message;
      if (deeper) (within[row.id] ??= {})[at] = deeper;
    }
    setMarked(next);
    setInside(within);
  }, [problems, callId, rows]);
  const unmark = useCallback(
    (row: number, at: number) =>
      setMarked((before) => {
        const own = before[row];
        if (!own?.[at]) return before;
        return { ...before, [row]: own.map((each, i) => (i === at ? undefined : each)) };
      }),
    [],
  );
  return [marked, inside, unmark];
}

function merged(host: Problems | undefined, own: Problems | undefined): Problems | undefined {
  if (!host || !own) return host ?? own;
  return own.map((problem, at) => host[at] ?? problem);
}

/** Only in a new form does the focus open what a picker offers. */
function focusRow(list: HTMLElement | null, target: { row: number; fresh?: boolean } | undefined) {
  if (target === undefined) return;
  const entry = list?.querySelector(`:scope > [data-row="${target.row}"]`);
  const input = target.fresh ? 'input' : 'input:not([role=combobox])';
  const control =
    entry?.querySelector<HTMLElement>(`${input}, textarea, [role=spinbutton], [aria-haspopup=listbox]`) ??
    list?.parentElement?.querySelector<HTMLElement>(`:scope > .${styles.add}`);
  control?.focus();
}

function FormsShown(props: Props) {
  const { component, value, t } = props;
  return (
    <Field
      of={{
        ...props,
        component: { ...component, props: { ...component.props, helpText: '', helpHtml: undefined } },
      }}
      group
    >
      {value && value.length > 0 ? (
        <ol className={styles.rows} aria-labelledby={`${props.id}-label`}>
          {value.map((row, at) => (
            <FormShown key={row.id} of={props} row={row} place={at} />
          ))}
        </ol>
      ) : (
        <p>{t('io.notAnswered')}</p>
      )}
    </Field>
  );
}

export const isInput = true;

export const initial = begun;

export function isEmpty(value: FormRow[] | undefined): boolean {
  return !value || value.length === 0;
}

export function validate(
  component: IOComponent<FormsProps>,
  value: FormRow[],
  t: Translate,
): string | undefined {
  const { minItems = 0, maxItems = 100 } = component.props;
  if (value.length < minItems || value.length > maxItems) return limitsText({ minItems, maxItems }, t);
  return firstProblem(component, value);
}

export function encode(value: FormRow[], component: IOComponent<FormsProps>): FormsEntry[] {
  return toWire(component, value);
}

export function decode(answer: unknown, component: IOComponent<FormsProps>): FormRow[] | undefined {
  return fromWire(component, answer);
}

export function summarize(component: IOComponent<FormsProps>, answer: unknown): string {
  if (!Array.isArray(answer)) return '';
  return (answer as FormsEntry[]).map((entry) => summaryOf(component, entry)).join('; ');
}
