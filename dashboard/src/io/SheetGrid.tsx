import { memo, useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Translate } from '../text/t';
import type { SheetField } from '../wire/protocol.gen';
import styles from './Spreadsheet.module.css';
import { hintOf, type At, type Problem } from './sheetModel';
import type { Sheet } from './useSheet';

interface Props {
  sheet: Sheet;
  id: string;
  problems: Problem[];
  disabled: boolean;
  invalid: boolean;
  describedBy: string | undefined;
  onBlur: () => void;
  onPaste: (text: string) => void;
  t: Translate;
}

const spare = 6; // rows above and below what is seen

/** The cells. The grid has the focus and says which cell is meant; only rows that are seen are drawn. */
export function SheetGrid({
  sheet,
  id,
  problems,
  disabled,
  invalid,
  describedBy,
  onBlur,
  onPaste,
  t,
}: Props) {
  const { rows, columns, most, at, anchor } = sheet;
  const grid = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ top: 0, height: 400 });
  const [draft, setDraft] = useState<string>(); // of the cell that is being edited
  const leaving = useRef(false);
  const count = disabled ? rows.length : Math.min(rows.length + 1, most); // one more to write in
  const high = rowHeight();
  const first = Math.max(Math.floor(seen.top / high) - spare, 0);
  const end = Math.min(Math.ceil((seen.top + seen.height) / high) + spare, count);
  const bad = new Map(problems.map((problem) => [`${problem.row}:${problem.column}`, problem.message]));

  useLayoutEffect(() => keepInView(grid.current, at, high), [at, high]);
  useEffect(() => {
    if (draft === undefined && document.activeElement === document.body) grid.current?.focus();
  }, [draft]);

  const go = (to: At, extend = false) => {
    const row = Math.min(Math.max(to.row, 0), Math.max(count - 1, 0));
    const column = Math.min(Math.max(to.column, 0), columns.length - 1);
    sheet.move({ row, column }, extend);
  };
  const commit = (text: string, then: At) => {
    if ((rows[at.row]?.cells[at.column] ?? '') !== text) sheet.write(at, [[text]]);
    setDraft(undefined);
    grid.current?.focus();
    sheet.move({
      row: Math.min(then.row, most - 1),
      column: Math.min(Math.max(then.column, 0), columns.length - 1),
    });
  };
  const press = (event: KeyboardEvent) => {
    if (draft !== undefined || disabled) return;
    if (event.key === 'Tab') {
      const to = afterTab(at, event.shiftKey ? -1 : 1, columns.length, count);
      if (leaving.current || !to) return;
      event.preventDefault();
      go(to);
      return;
    }
    leaving.current = event.key === 'Escape';
    if (act(event, { sheet, go, edit: setDraft, count })) {
      event.preventDefault();
      event.stopPropagation();
    }
  };

  return (
    <div
      ref={grid}
      id={id}
      role="grid"
      tabIndex={0}
      className={styles.grid}
      aria-labelledby={`${id}-label`}
      aria-describedby={describedBy}
      aria-rowcount={count + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable="true"
      aria-readonly={disabled || undefined}
      data-invalid={invalid || undefined}
      aria-activedescendant={draft === undefined ? `${id}-${at.row}-${at.column}` : undefined}
      style={{ '--columns': columns.length } as React.CSSProperties}
      onScroll={({ currentTarget }) =>
        setSeen({ top: currentTarget.scrollTop, height: currentTarget.clientHeight })
      }
      onKeyDown={press}
      onFocus={() => (leaving.current = false)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onBlur();
      }}
      onCopy={(event) => {
        if (draft !== undefined) return;
        event.preventDefault();
        event.clipboardData.setData('text/plain', sheet.copy(at, anchor));
      }}
      onPaste={(event) => {
        if (draft !== undefined || disabled) return;
        event.preventDefault();
        onPaste(event.clipboardData.getData('text/plain'));
      }}
    >
      <div role="row" aria-rowindex={1} className={`${styles.row} ${styles.head}`}>
        <span role="columnheader" aria-colindex={1} className={styles.number}>
          <span className="hide">#</span>
        </span>
        {columns.map((column, place) => (
          <span
            key={column.key}
            role="columnheader"
            aria-colindex={place + 2}
            className={styles.cell}
            title={hintOf(column, t)}
          >
            {column.label}
            {column.currency ? ` (${column.currency})` : ''}
            {column.optional ? null : <span className={styles.star}> *</span>}
          </span>
        ))}
      </div>
      <div role="presentation" style={{ blockSize: first * high }} />
      {range(first, end).map((row) => (
        <GridRow
          key={rows[row]?.id ?? 'new'}
          id={id}
          row={row}
          cells={rows[row]?.cells}
          columns={columns}
          bad={problemsIn(bad, row, columns.length)}
          at={at.row === row ? at.column : -1}
          chosen={chosenIn(row, at, anchor)}
          draft={at.row === row ? draft : undefined}
          setDraft={setDraft}
          commit={commit}
          move={sheet.move}
          disabled={disabled}
        />
      ))}
      <div role="presentation" style={{ blockSize: (count - end) * high }} />
    </div>
  );
}

interface RowProps {
  id: string;
  row: number;
  cells: string[] | undefined;
  columns: SheetField[];
  bad: string;
  at: number;
  chosen: string;
  draft: string | undefined;
  setDraft: (text: string | undefined) => void;
  commit: (text: string, then: At) => void;
  move: (to: At, extend?: boolean) => void;
  disabled: boolean;
}

/** One row. What is wrong and chosen comes as text, so that a row is drawn only when it changes. */
const GridRow = memo(function GridRow(props: RowProps) {
  const { id, row, cells, columns, at, draft, setDraft, commit, move, disabled } = props;
  const bad = props.bad ? (JSON.parse(props.bad) as Record<number, string>) : {};
  const [from, to] = props.chosen.split('-').map(Number);
  return (
    <div role="row" aria-rowindex={row + 2} className={styles.row}>
      <span role="rowheader" aria-colindex={1} className={styles.number}>
        {row + 1}
      </span>
      {columns.map((column, place) => {
        const wrong = bad[place];
        const picked = place >= (from ?? 1) && place <= (to ?? 0);
        const editing = at === place && draft !== undefined;
        const text = cells?.[place] ?? '';
        const names = [
          styles.cell,
          wrong && styles.bad,
          picked && styles.picked,
          at === place && styles.active,
        ];
        return (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the grid has the keys
          <span
            key={column.key}
            id={`${id}-${row}-${place}`}
            role="gridcell"
            tabIndex={-1}
            aria-colindex={place + 2}
            aria-selected={picked || at === place}
            aria-invalid={wrong ? true : undefined}
            title={wrong}
            className={names.filter(Boolean).join(' ')}
            data-type={column.type}
            onMouseDown={(event) => {
              if (editing) return;
              event.preventDefault();
              (event.currentTarget.closest('[role=grid]') as HTMLElement).focus({ preventScroll: true });
              move({ row, column: place }, event.shiftKey);
            }}
            onDoubleClick={() => {
              if (!disabled) setDraft(text);
            }}
          >
            {editing ? (
              <Editor
                label={`${column.label} ${row + 1}`}
                column={column}
                text={draft}
                setText={setDraft}
                done={(typed, down, right) => commit(typed, { row: row + down, column: place + right })}
              />
            ) : (
              text || <span className="hide"> </span>
            )}
            {wrong && !editing ? <span className="hide">. {wrong}</span> : null}
          </span>
        );
      })}
    </div>
  );
});

interface EditorProps {
  label: string;
  column: SheetField;
  text: string;
  setText: (text: string | undefined) => void;
  done: (text: string, down: number, right: number) => void;
}

/** The box in which a cell is written. */
function Editor({ label, column, text, setText, done }: EditorProps) {
  const box = useRef<HTMLInputElement>(null);
  const begun = useRef(text);
  const over = useRef(false);
  useLayoutEffect(() => box.current?.focus(), []);
  const finish = (typed: string, down: number, right: number) => {
    if (over.current) return;
    over.current = true;
    done(typed, down, right);
  };
  return (
    <>
      <input
        ref={box}
        className={styles.editor}
        aria-label={label}
        value={text}
        list={column.options ? `${label}-options` : undefined}
        inputMode={['number', 'int', 'money', 'decimal'].includes(column.type) ? 'decimal' : undefined}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
        onBlur={() => finish(text, 0, 0)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
          const step = steps[event.key];
          if (event.key === 'Escape') finish(begun.current, 0, 0);
          else if (step)
            finish(text, event.shiftKey ? -step[0] : step[0], event.shiftKey ? -step[1] : step[1]);
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      {column.options ? (
        <datalist id={`${label}-options`}>
          {column.options.map((option) => (
            <option key={option}>{option}</option>
          ))}
        </datalist>
      ) : null}
    </>
  );
}

const steps: Record<string, [number, number]> = { Enter: [1, 0], Tab: [0, 1] };

interface Acting {
  sheet: Sheet;
  go: (to: At, extend?: boolean) => void;
  edit: (text: string) => void;
  count: number;
}

/** What a key does, as in spreadsheets. Reports whether it does anything. */
function act(event: KeyboardEvent, { sheet, go, edit, count }: Acting): boolean {
  const { at, anchor, rows, columns } = sheet;
  const { key, shiftKey } = event;
  const mod = event.ctrlKey || event.metaKey;
  const arrow = arrows[key];
  if (arrow) {
    const far = mod ? 1_000_000 : 1;
    go({ row: at.row + arrow[0] * far, column: at.column + arrow[1] * far }, shiftKey);
  } else if (key === 'Home') go({ row: mod ? 0 : at.row, column: 0 }, shiftKey);
  else if (key === 'End') go({ row: mod ? count : at.row, column: columns.length }, shiftKey);
  else if (key === 'PageUp' || key === 'PageDown')
    go({ row: at.row + (key === 'PageUp' ? -10 : 10), column: at.column }, shiftKey);
  else if (key === 'Delete' || key === 'Backspace') sheet.clear(at, anchor);
  else if (mod && key === 'z') sheet.undo();
  else if (mod && key === '-') sheet.remove(at.row);
  else if (mod || event.altKey) return false;
  else if (key === 'F2' || key === 'Enter') edit(rows[at.row]?.cells[at.column] ?? '');
  else if (key.length === 1 && !event.nativeEvent.isComposing) edit(key);
  else return false;
  return true;
}

const arrows: Record<string, [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The cell that Tab leads to; undefined at the ends, where it leaves the grid. */
function afterTab({ row, column }: At, by: 1 | -1, columns: number, rows: number): At | undefined {
  const place = row * columns + column + by;
  if (place < 0 || place >= rows * columns) return undefined;
  return { row: Math.floor(place / columns), column: place % columns };
}

function problemsIn(bad: Map<string, string>, row: number, columns: number): string {
  const found = range(0, columns).flatMap((column) => {
    const message = bad.get(`${row}:${column}`);
    return message === undefined ? [] : [[column, message]];
  });
  return found.length > 0 ? JSON.stringify(Object.fromEntries(found)) : '';
}

/** The columns of a row that are chosen, as "1-3". */
function chosenIn(row: number, at: At, anchor: At): string {
  const inside = row >= Math.min(at.row, anchor.row) && row <= Math.max(at.row, anchor.row);
  const one = at.row === anchor.row && at.column === anchor.column;
  if (!inside || one) return '1-0';
  return `${Math.min(at.column, anchor.column)}-${Math.max(at.column, anchor.column)}`;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(to - from, 0) }, (_, at) => from + at);
}

/** The height of a row, which the style has too. */
function rowHeight(): number {
  return globalThis.matchMedia?.('(pointer: coarse)').matches ? 44 : 32;
}

function keepInView(grid: HTMLElement | null, { row, column }: At, high: number) {
  if (!grid) return;
  const top = row * high;
  const room = grid.clientHeight - 2 * high;
  if (top < grid.scrollTop) grid.scrollTop = top;
  else if (room > 0 && top > grid.scrollTop + room) grid.scrollTop = top - room;
  const cell = grid.querySelectorAll<HTMLElement>('[role=columnheader]')[column + 1];
  if (!cell) return;
  const left = cell.offsetLeft - 44;
  const right = cell.offsetLeft + cell.offsetWidth - grid.clientWidth;
  if (left < grid.scrollLeft) grid.scrollLeft = left;
  else if (right > grid.scrollLeft) grid.scrollLeft = right;
}
