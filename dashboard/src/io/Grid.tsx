import { useEffect, useMemo, useRef } from 'react';
import { fromQuery as read, toQuery as write } from '../table/address';
import { firstState } from '../table/model';
import type { TableProps, TableState } from '../table/model';
import { Grid } from '../table/Grid';
import type { GridProps } from '../table/Grid';
import { RowsSection } from './RowsSection';
import type { IOComponent, RendererProps } from './types';
import { useTableState } from './useTableState';

type Props = RendererProps<GridProps, unknown, TableState>;

/** DISPLAY_GRID: cards that a person looks at, searches and opens. */
export default function GridDisplay(props: Props) {
  const { component, id, stale, error, t } = props;
  const table = useMemo(() => asTable(component), [component]);
  const { state, ask, local } = useTableState({ ...props, component: table });
  useFirstCards(props);
  return (
    <RowsSection of={props}>
      {(describedBy) => (
        <Grid
          {...{ id, state, ask, local, stale, error, describedBy, t }}
          label={component.label}
          grid={component.props}
          table={table.props}
        />
      )}
    </RowsSection>
  );
}

/** The cards as rows that are searched by their texts. */
function asTable(component: IOComponent<GridProps>): IOComponent<TableProps> {
  const { data = [], ...rest } = component.props;
  const rows = data.map(({ key, data: card, filterValue }) => ({
    key,
    data: { ...card },
    filterValue: filterValue ?? `${card.label ?? card.title ?? ''}\n${card.description ?? ''}`,
  }));
  return { ...component, props: { ...rest, columns: [], data: rows } };
}

/** Some hosts send their first cards only when they are asked; what loads comes by itself. */
function useFirstCards({ component, state, setState, readOnly }: Props): void {
  const asked = useRef(false);
  const { props, isStateful } = component;
  const waits = isStateful && !readOnly && props.isAsync === true && props.totalRecords === undefined;
  const needed = waits && !props.loading && state === undefined && (props.data ?? []).length === 0;
  useEffect(() => {
    if (!needed || asked.current) return;
    asked.current = true;
    setState(firstState(props));
  }, [needed, props, setState]);
}

export function toQuery(state: TableState, component: IOComponent<GridProps>): Record<string, string> {
  return write(state, asTable(component).props);
}

export function fromQuery(query: URLSearchParams, component: IOComponent<GridProps>): TableState | undefined {
  return read(query, asTable(component).props);
}

export { firstOf as firstState };

function firstOf(component: IOComponent<GridProps>): TableState {
  return firstState(component.props);
}
