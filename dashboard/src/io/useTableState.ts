import { useState } from 'react';
import { firstState } from '../table/model';
import type { TableProps, TableState } from '../table/model';
import type { RendererProps } from './types';

/**
 * The state of a table: the host's where it can be asked, otherwise this
 * screen's own over the rows at hand.
 */
export function useTableState(of: RendererProps<TableProps, any, TableState>): {
  state: TableState;
  ask: (state: TableState) => void;
  local: boolean;
} {
  const { component, state, setState, readOnly } = of;
  const [own, setOwn] = useState<TableState>();
  const local = readOnly || !component.isStateful;
  const first = firstState(component.props);
  if (local) return { state: own ?? { ...first, pageSize: Math.max(1, first.pageSize) }, ask: setOwn, local };
  return { state: state ?? first, ask: setState, local };
}
