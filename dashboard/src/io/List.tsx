import { useCallback, useEffect, useRef, useState } from 'react';
import { Button } from '../ui/Button';
import { ListRow } from './ListRow';
import { Answered, Field, describedBy, isDisabled } from './Field';
import styles from './List.module.css';
import { entryComponent, entryRenderer, filled, inserted, limitsText, moved, rowsOf } from './rows';
import type { ListProps, Row } from './rows';
import type { IOComponent, RendererProps } from './types';
import type { Translate } from '../text/t';

type Props = RendererProps<ListProps, Row[]>;

/** INPUT_LIST: a row for each value, to be added, removed and put in order. */
export default function List(props: Props) {
  const { component, id, value, readOnly, t } = props;
  if (readOnly) return <Answered label={component.label} text={textOf(component, value, t)} t={t} />;
  return <Rows {...props} key={id} />;
}

function Rows(props: Props) {
  const { component, id, value, setValue, onBlur, error, t } = props;
  const rows = value && value.length > 0 ? value : rowsOf([]);
  const latest = useRef(rows);
  latest.current = rows;
  const place = useRef<HTMLOListElement>(null);
  const [target, setTarget] = useState<{ row: number }>();
  const [said, setSaid] = useState('');
  const off = isDisabled(props);
  const full = rows.length >= (component.props.maxItems ?? Infinity);
  const hint = limitsText(component.props, t);
  const problems = error === undefined ? [] : problemsOf(component, rows, t);
  const own = problems.some(Boolean);

  useEffect(() => focusRow(place.current, target?.row), [target]);

  const change = useCallback(
    (row: number, next: unknown) =>
      setValue(latest.current.map((each) => (each.id === row ? { ...each, value: next } : each))),
    [setValue],
  );
  const add = (at: number, values: unknown[]) => {
    const room = (component.props.maxItems ?? Infinity) - rows.length;
    const next = inserted(rows, at, values.slice(0, room));
    setValue(next);
    setTarget({ row: next[at + Math.min(values.length, room)]?.id ?? 0 });
  };
  const spread = (at: number, lines: string[]) => {
    const blank = rows[at]?.value === undefined || rows[at]?.value === '';
    if (!blank) return add(at, lines);
    const [first, ...rest] = lines;
    const begun = rows.map((row, index) => (index === at ? { ...row, value: first } : row));
    const room = (component.props.maxItems ?? Infinity) - rows.length;
    setValue(inserted(begun, at, rest.slice(0, room)));
  };
  const remove = (at: number) => {
    const next = rows.filter((_, index) => index !== at);
    setValue(next.length > 0 ? next : undefined);
    setTarget({ row: (next[at] ?? next[at - 1])?.id ?? 1 });
  };
  const move = (at: number, by: -1 | 1) => {
    const next = moved(rows, at, by);
    if (next === rows) return;
    setValue(next);
    setTarget({ row: rows[at]?.id ?? 0 });
    setSaid(t('io.entryMoved', { place: at + by + 1, count: rows.length }));
  };

  return (
    <Field of={own ? { ...props, error: undefined } : props} hint={hint} group>
      <ol
        ref={place}
        className={styles.rows}
        aria-labelledby={`${id}-label`}
        aria-describedby={describedBy(props, hint)}
      >
        {rows.map((row, at) => (
          <ListRow
            key={row.id}
            of={props}
            component={entryComponent(component, at)}
            renderer={entryRenderer(component)}
            row={row}
            error={problems[at]}
            disabled={off}
            alone={rows.length === 1}
            change={change}
            add={full ? undefined : () => add(at, [undefined])}
            spread={(lines) => spread(at, lines)}
            remove={rows.length > 1 || row.value !== undefined ? () => remove(at) : undefined}
            up={at > 0 ? () => move(at, -1) : undefined}
            down={at < rows.length - 1 ? () => move(at, 1) : undefined}
            leave={onBlur}
          />
        ))}
      </ol>
      <Button
        small
        icon="plus"
        className={styles.add}
        disabled={off || full}
        onClick={() => add(rows.length - 1, [undefined])}
      >
        {t('io.addEntry')}
      </Button>
      <span role="status" className="hide">
        {said}
      </span>
    </Field>
  );
}

function focusRow(list: HTMLElement | null, row: number | undefined) {
  if (row === undefined) return;
  list
    ?.querySelector<HTMLElement>(`[data-row="${row}"]`)
    ?.querySelector<HTMLElement>('input, [role=spinbutton]')
    ?.focus();
}

/** What is wrong with each row. */
function problemsOf(component: IOComponent<ListProps>, rows: Row[], t: Translate): (string | undefined)[] {
  const problems: (string | undefined)[] = [];
  for (const [row, at] of filled(component, rows))
    problems[at] = entryRenderer(component).validate?.(entryComponent(component, at), row.value, t);
  return problems;
}

export const isInput = true;

export function initial(component: IOComponent<ListProps>): Row[] | undefined {
  return component.props.defaultValue ? decode(component.props.defaultValue, component) : undefined;
}

export function isEmpty(value: Row[] | undefined, component: IOComponent<ListProps>): boolean {
  return filled(component, value).length === 0;
}

export function validate(component: IOComponent<ListProps>, value: Row[], t: Translate): string | undefined {
  const { minItems = 1, maxItems = 100 } = component.props;
  const count = filled(component, value).length;
  if (count < minItems || count > maxItems) return limitsText(component.props, t);
  const problems = problemsOf(component, value, t);
  const first = problems.findIndex(Boolean);
  return first < 0 ? undefined : t('io.entryProblem', { place: first + 1, problem: problems[first] ?? '' });
}

export function encode(value: Row[], component: IOComponent<ListProps>): unknown[] {
  const { encode: write } = entryRenderer(component);
  return filled(component, value).map(([row, at]) =>
    write ? write(row.value, entryComponent(component, at)) : row.value,
  );
}

export function decode(answer: unknown, component: IOComponent<ListProps>): Row[] | undefined {
  if (!Array.isArray(answer)) return undefined;
  const { decode: read } = entryRenderer(component);
  return rowsOf(answer.map((each) => (read ? read(each, entryComponent(component, 0)) : each)));
}

function textOf(component: IOComponent<ListProps>, rows: Row[] | undefined, t: Translate): string {
  return summarize(component, rows && encode(rows, component), t);
}

export function summarize(component: IOComponent<ListProps>, answer: unknown, t: Translate): string {
  if (!Array.isArray(answer)) return '';
  const { summarize: write } = entryRenderer(component);
  return answer
    .map((each) => (write ? write(entryComponent(component, 0), each, t) : String(each)))
    .join(', ');
}
