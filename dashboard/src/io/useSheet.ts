import { useCallback, useMemo, useRef, useState } from 'react';
import type { SpreadsheetProps } from '../wire/protocol.gen';
import { pasted } from './sheetFile';
import {
  columnsOf,
  copied,
  isBlank,
  isHeader,
  mapped,
  mostOf,
  taken,
  withCells,
  type At,
  type Problem,
  type Row,
} from './sheetModel';
import type { RendererProps } from './types';

const keptChanges = 50;

/** What can be done with the rows of a spreadsheet, and where the person is in it. */
export function useSheet({ component, value, setValue }: RendererProps<SpreadsheetProps, Row[]>) {
  const columns = useMemo(() => columnsOf(component.props), [component.props]);
  const most = mostOf(component.props);
  const latest = useRef<Row[]>([]);
  latest.current = value ?? [];
  const before = useRef<Row[][]>([]);
  const [at, setAt] = useState<At>({ row: 0, column: 0 });
  const [anchor, setAnchor] = useState<At>(at);

  const change = useCallback(
    (rows: Row[]) => {
      before.current = [...before.current.slice(-keptChanges), latest.current];
      latest.current = rows;
      setValue(rows.length > 0 ? rows : undefined);
    },
    [setValue],
  );
  const move = useCallback((to: At, extend = false) => {
    setAt(to);
    if (!extend) setAnchor(to);
  }, []);

  const write = useCallback(
    (from: At, block: string[][]) => {
      const room = Math.max(most - from.row, 0);
      change(withCells(latest.current, columns.length, from, block.slice(0, room)));
      return block.length <= room;
    },
    [change, columns, most],
  );
  const append = useCallback(
    (rows: Row[]) => {
      const present = latest.current.filter((row) => !isBlank(row));
      if (present.length + rows.length > most) return false;
      change([...present, ...rows]);
      return true;
    },
    [change, most],
  );
  const paste = useCallback(
    (text: string, from: At) => {
      const lines = pasted(text);
      const [first] = lines;
      if (first && lines.length > 1 && isHeader(columns, first))
        return append(taken(lines.slice(1), mapped(columns, first)));
      return write(from, lines);
    },
    [append, columns, write],
  );
  const clear = useCallback(
    (from: At, to: At) => {
      const [top, left] = [Math.min(from.row, to.row), Math.min(from.column, to.column)];
      const height = Math.min(Math.max(from.row, to.row), latest.current.length - 1) - top + 1;
      const width = Math.abs(from.column - to.column) + 1;
      if (height > 0) write({ row: top, column: left }, Array(height).fill(Array(width).fill('')));
    },
    [write],
  );
  const remove = useCallback(
    (row: number) => {
      if (row < latest.current.length) change(latest.current.filter((_, place) => place !== row));
    },
    [change],
  );
  const undo = useCallback(() => {
    const rows = before.current.pop();
    if (!rows) return;
    latest.current = rows;
    setValue(rows.length > 0 ? rows : undefined);
  }, [setValue]);
  const copy = useCallback((from: At, to: At) => copied(latest.current, from, to), []);

  const rows = latest.current;
  return { rows, columns, most, at, anchor, move, write, append, paste, clear, remove, undo, copy };
}

export type Sheet = ReturnType<typeof useSheet>;

/** What the service said is wrong with cells that have not changed since. */
export function useSaid(props: SpreadsheetProps, rows: Row[]): Problem[] {
  const said = useRef<{
    from: unknown;
    cells: { id: number; column: number; text: string; message: string }[];
  }>(undefined);
  if (said.current?.from !== props.problems) {
    const columns = columnsOf(props);
    said.current = {
      from: props.problems,
      cells: (props.problems ?? []).flatMap(({ row, key, message }) => {
        const column = Math.max(
          columns.findIndex((each) => each.key === key),
          0,
        );
        const found = rows[row];
        return found ? [{ id: found.id, column, text: found.cells[column] ?? '', message }] : [];
      }),
    };
  }
  return (said.current?.cells ?? []).flatMap(({ id, column, text, message }) => {
    const row = rows.findIndex((each) => each.id === id);
    return rows[row]?.cells[column] === text ? [{ row, column, message }] : [];
  });
}
