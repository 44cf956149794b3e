import { useMemo } from 'react';
import { toQuery } from './address';
import { firstState } from './model';
import type { Row, TableProps, TableState } from './model';

/** What narrows and sorts a table, as a piece of an address; '' for nothing. */
export function listedAs(table: TableProps, state: TableState): string {
  const { pageSize } = firstState(table);
  const query = toQuery({ ...state, offset: 0, pageSize, after: undefined, before: undefined }, table);
  if (state.filters?.length && state.zone) query.zone = state.zone;
  return new URLSearchParams(query).toString();
}

/** Rows whose links say how the table is looked at, where its host wants to know. */
export function useLinked(rows: Row[], table: TableProps, state: TableState): Row[] {
  const name = table.stateParam;
  const list = name ? listedAs(table, state) : '';
  // A row stays the same object, so that it is drawn again only when it changes.
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- another list has other links
  const linked = useMemo(() => new WeakMap<Row, Row>(), [list]);
  if (!name || list === '') return rows;
  return rows.map((row) => {
    if (!row.route) return row;
    const known = linked.get(row) ?? { ...row, params: { ...row.params, [name]: list } };
    linked.set(row, known);
    return known;
  });
}
