import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Table } from '../table/Table';
import { rowName } from '../table/TableRow';
import { change } from '../table/model';
import type { Row, TableProps, TableState } from '../table/model';
import { viewOf } from '../table/rows';
import { limitText, outside, selectionOf, toggle, toggleRange } from '../table/selection';
import type { Selection } from '../table/selection';
import { ClearButton } from './ClearButton';
import { Answered, Field, describedBy, isDisabled } from './Field';
import type { InputProps } from './props';
import type { IOComponent, RendererProps } from './types';
import { useTableState } from './useTableState';
import type { Translate } from '../text/t';

type SelectProps = Omit<TableProps, 'disabled'> & InputProps;
type Props = RendererProps<SelectProps, string[], TableState>;

/** SELECT_TABLE: rows with boxes; radios when exactly one is to be chosen. */
export default function SelectTable(props: Props) {
  const { component, id, value, stale, readOnly, t } = props;
  const { state, ask, local } = useTableState(props);
  const select = useSelection(props, state, local);
  if (readOnly)
    return <Answered label={component.label} text={chosenText(component, value ?? [], t)} t={t} />;
  const takesBack = isSingle(component.props) && component.isOptional && !isDisabled(props);
  const clear = takesBack && value && (
    <ClearButton label={component.label} onClear={() => props.setValue(undefined)} t={t} />
  );
  const { unavailable } = component.props;
  const field = props.error === unavailable ? { ...props, error: undefined } : props; // said in the place of the rows
  return (
    <Field of={field} group wide aside={clear}>
      <Table
        {...{ id, state, ask, local, stale, t }}
        error={unavailable}
        label={component.label}
        describedBy={describedBy(field)}
        table={component.props}
        selecting={select}
      />
    </Field>
  );
}

function useSelection(props: Props, state: TableState, local: boolean) {
  const { component, id, value, setValue, setState } = props;
  const table = component.props;
  const [anchor, setAnchor] = useState<string>();
  const single = isSingle(table);
  const selection: Selection = { ...selectionOf(value), anchor };
  const set = (next: Selection) => {
    setAnchor(next.anchor);
    setValue(next.keys.size > 0 ? [...next.keys] : undefined);
  };
  const press = (key: string, range: boolean) => {
    const order = viewOf(table, state, local).rows.map(keyOf);
    set(range && !single ? toggleRange(selection, key, order) : toggle(selection, key, single));
  };
  const latest = useRef(press);
  useEffect(() => {
    latest.current = press;
  });
  const toggleKey = useCallback((key: string, range: boolean) => latest.current(key, range), []);
  const disabled = isDisabled(props);
  const takeAll = useTakeAll(props, state);
  const selectAll = () => {
    if (local) setValue(viewOf(table, { ...state, offset: 0, pageSize: Infinity }, local).rows.map(keyOf));
    else {
      takeAll();
      setState(change(state, { ...state, isSelectAll: true }));
    }
  };
  const name = `${id}-rows`;
  const ticking = useMemo(
    () => ({ single, disabled, name, toggle: toggleKey }),
    [single, disabled, name, toggleKey],
  );
  return { selection, set, ticking, selectAll: disabled || single ? undefined : selectAll };
}

/** All matching rows are chosen by the host: it answers with their keys, which join those chosen before. */
function useTakeAll({ component, value, setValue, stale, error }: Props, state: TableState): () => void {
  const waiting = useRef(false);
  const { selectedKeys } = component.props;
  useEffect(() => {
    if (!waiting.current || stale || !state.isSelectAll) return;
    waiting.current = false;
    if (error === undefined && selectedKeys && selectedKeys.length > 0)
      setValue([...new Set([...(value ?? []), ...selectedKeys])]);
  }, [selectedKeys, value, setValue, stale, error, state.isSelectAll]);
  return () => {
    waiting.current = true;
  };
}

const keyOf = (row: Row) => row.key;

function isSingle({ minSelections, maxSelections }: SelectProps): boolean {
  return minSelections === 1 && maxSelections === 1;
}

function chosenText({ props }: IOComponent<SelectProps>, keys: readonly string[], t: Translate): string {
  const rows = (props.data ?? []).filter((row) => keys.includes(row.key));
  const names = rows.slice(0, 3).map((row) => rowName(row, props.columns ?? [], t));
  if (keys.length === 0) return '';
  if (names.length === keys.length) return names.join(', ');
  return t('io.rows', { count: keys.length });
}

function keysOf(answer: unknown): string[] {
  if (!Array.isArray(answer)) return [];
  return answer.flatMap((row: unknown) => {
    const key = typeof row === 'object' && row !== null ? (row as { key?: unknown }).key : undefined;
    return typeof key === 'string' ? [key] : [];
  });
}

export const isInput = true;

export function initial({ props }: IOComponent<SelectProps>): string[] | undefined {
  return props.selectedKeys && props.selectedKeys.length > 0 ? props.selectedKeys : undefined;
}

export function isEmpty(
  value: string[] | undefined,
  { props, isOptional }: IOComponent<SelectProps>,
): boolean {
  const none = (value ?? []).length === 0;
  return none && (isOptional || (props.minSelections ?? 0) > 0);
}

export function missing({ props }: IOComponent<SelectProps>, t: Translate): string | undefined {
  return limitText(props.minSelections, props.maxSelections, t);
}

export function validate(
  { props }: IOComponent<SelectProps>,
  value: string[] | undefined,
  t: Translate,
): string | undefined {
  const wrong = outside(value?.length ?? 0, props.minSelections, props.maxSelections);
  return wrong && limitText(props.minSelections, props.maxSelections, t);
}

export function encode(value: string[] | undefined): { key: string }[] {
  return (value ?? []).map((key) => ({ key }));
}

export function decode(answer: unknown): string[] | undefined {
  const keys = keysOf(answer);
  return keys.length > 0 ? keys : undefined;
}

export function summarize(component: IOComponent<SelectProps>, answer: unknown, t: Translate): string {
  return chosenText(component, keysOf(answer), t);
}
