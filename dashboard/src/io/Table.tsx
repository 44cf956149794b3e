import { useEffect, useRef } from 'react';
import { fromQuery as read, toQuery as write } from '../table/address';
import { firstState } from '../table/model';
import type { TableProps, TableState } from '../table/model';
import { keepSize, keptState } from '../table/size';
import { Table } from '../table/Table';
import { RowsSection } from './RowsSection';
import type { IOComponent, RendererProps } from './types';
import { useTableState } from './useTableState';

type Props = RendererProps<TableProps, unknown, TableState>;

/** DISPLAY_TABLE: rows that a person reads, searches, sorts and opens. */
export default function TableDisplay(props: Props) {
  const { component, id, stale, error, t } = props;
  const { state, ask: change, local } = useTableState(props);
  const ask = (next: TableState) => {
    keepSize(component.label, component.props, state, next);
    change(next);
  };
  useFirstRows(props);
  return (
    <RowsSection of={props}>
      {(describedBy) => (
        <Table
          {...{ id, state, ask, local, stale, error, describedBy, t }}
          save={props.save}
          place={props.place}
          label={component.label}
          table={component.props}
        />
      )}
    </RowsSection>
  );
}

/** Some hosts send their first rows only when they are asked. */
function useFirstRows({ component, state, setState, readOnly }: Props): void {
  const asked = useRef(false);
  const { props, isStateful } = component;
  const waits = isStateful && !readOnly && props.isAsync === true && props.totalRecords === undefined;
  const needed =
    waits && state === undefined && (props.data ?? []).length === 0 && (props.columns ?? []).length === 0;
  useEffect(() => {
    if (!needed || asked.current) return;
    asked.current = true;
    setState(firstState(props));
  }, [needed, props, setState]);
}

export function toQuery(state: TableState, component: IOComponent<TableProps>): Record<string, string> {
  return write(state, component.props);
}

export function fromQuery(
  query: URLSearchParams,
  component: IOComponent<TableProps>,
): TableState | undefined {
  const asked = read(query, component.props);
  return asked ?? (query.get('view') ? undefined : keptState(component.label, component.props));
}

export { firstOf as firstState };

function firstOf(component: IOComponent<TableProps>): TableState {
  return firstState(component.props);
}
