import { useRef, useState } from 'react';
import type { SpreadsheetProps } from '../wire/protocol.gen';
import { Button } from '../ui/Button';
import { Answered, Field, describedBy, isDisabled } from './Field';
import { SheetColumns, type Lines } from './SheetColumns';
import { SheetGrid } from './SheetGrid';
import styles from './Spreadsheet.module.css';
import { TooLong, linesOf } from './sheetFile';
import {
  answerOf,
  columnsOf,
  filled,
  isBlank,
  isHeader,
  mapped,
  mostOf,
  placed,
  problemsOf,
  rowsOf,
  sentenceOf,
  taken,
  type Problem,
  type Row,
} from './sheetModel';
import type { IOComponent, RendererProps } from './types';
import { useSaid, useSheet } from './useSheet';
import { t as words, type Translate } from '../text/t';

type Props = RendererProps<SpreadsheetProps, Row[]>;

const shownProblems = 5;

/** INPUT_SPREADSHEET: typed columns in a grid, filled by hand, by pasting or from a CSV file. */
export default function Spreadsheet(props: Props) {
  const { component, value, readOnly, t } = props;
  if (readOnly) {
    const count = (value ?? []).filter((row) => !isBlank(row)).length;
    return <Answered label={component.label} text={count > 0 ? t('io.sheetRows', { count }) : ''} t={t} />;
  }
  return <Sheet {...props} key={props.id} />;
}

function Sheet(props: Props) {
  const { component, id, error, t } = props;
  const sheet = useSheet(props);
  const [note, setNote] = useState('');
  const [lines, setLines] = useState<Lines>();
  const off = isDisabled(props);
  const hint = t('io.sheetHint', { count: sheet.most });
  const problems = merged(
    error === undefined ? [] : problemsOf(component.props, sheet.rows, t),
    typos(component.props, sheet.rows, t),
    useSaid(component.props, sheet.rows),
  );
  const paste = (text: string) =>
    setNote(sheet.paste(text, sheet.at) ? '' : t('io.sheetTooLong', { count: sheet.most }));
  const take = (rows: Row[]) => {
    setLines(undefined);
    setNote(
      sheet.append(rows)
        ? t('io.sheetTaken', { count: rows.length })
        : t('io.sheetTooLong', { count: sheet.most }),
    );
    document.getElementById(id)?.focus();
  };
  const read = async (file: File) => {
    setNote('');
    try {
      const all = await linesOf(file, sheet.most + 1);
      const [first] = all;
      if (!first) setNote(t('io.sheetFileEmpty'));
      else if (isHeader(sheet.columns, first) && complete(component.props, mapped(sheet.columns, first)))
        take(taken(all.slice(1), mapped(sheet.columns, first)));
      else setLines({ name: file.name, lines: all });
    } catch (reason) {
      setNote(
        reason instanceof TooLong ? t('io.sheetTooLong', { count: sheet.most }) : t('io.sheetUnreadable'),
      );
    }
  };
  return (
    <Field of={props} hint={hint} group wide>
      {off ? null : <Tools sheet={sheet} read={(file) => void read(file)} paste={paste} t={t} />}
      {lines ? (
        <SheetColumns
          columns={sheet.columns}
          of={lines}
          onTake={take}
          onCancel={() => setLines(undefined)}
          t={t}
        />
      ) : null}
      <SheetGrid
        sheet={sheet}
        id={id}
        problems={problems}
        disabled={off}
        invalid={error !== undefined}
        describedBy={describedBy(props, hint)}
        onBlur={props.onBlur}
        onPaste={paste}
        t={t}
      />
      <span role="status" className={note ? styles.note : 'hide'}>
        {note}
      </span>
      {problems.length > 0 ? (
        <ul className={styles.problems} aria-label={t('io.sheetProblems')}>
          {problems.slice(0, shownProblems).map((problem) => (
            <li key={`${problem.row}:${problem.column}`}>
              <button
                type="button"
                onClick={() => {
                  sheet.move(problem);
                  document.getElementById(id)?.focus();
                }}
              >
                {placed(component.props, problem, t)}
              </button>
            </li>
          ))}
          {problems.length > shownProblems ? (
            <li>{t('io.sheetMore', { count: problems.length - shownProblems })}</li>
          ) : null}
        </ul>
      ) : null}
    </Field>
  );
}

interface ToolsProps {
  sheet: ReturnType<typeof useSheet>;
  read: (file: File) => void;
  paste: (text: string) => void;
  t: Translate;
}

function Tools({ sheet, read, paste, t }: ToolsProps) {
  const chooser = useRef<HTMLInputElement>(null);
  const count = sheet.rows.filter((row) => !isBlank(row)).length;
  const pasteNow = async () => paste(await navigator.clipboard.readText().catch(() => ''));
  return (
    <div className={styles.tools}>
      <Button small icon="upload" onClick={() => chooser.current?.click()}>
        {t('io.sheetFile')}
      </Button>
      <input
        ref={chooser}
        type="file"
        hidden
        accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values"
        aria-label={t('io.sheetFile')}
        tabIndex={-1}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) read(file);
          event.target.value = '';
        }}
      />
      {typeof navigator.clipboard?.readText === 'function' ? (
        <Button small icon="copy" onClick={() => void pasteNow()}>
          {t('io.sheetPaste')}
        </Button>
      ) : null}
      <Button small disabled={sheet.at.row >= sheet.rows.length} onClick={() => sheet.remove(sheet.at.row)}>
        {t('io.sheetRemove', { row: String(sheet.at.row + 1) })}
      </Button>
      <span className={styles.count}>{t('io.sheetRows', { count })}</span>
    </div>
  );
}

/** Cells with something in them that is not of the column's type: said at once. */
function typos(props: SpreadsheetProps, rows: Row[], t: Translate): Problem[] {
  return problemsOf(props, rows, t).filter(({ row, column }) => rows[row]?.cells[column]?.trim() !== '');
}

/** One problem for each cell, from the top; what is said first counts. */
function merged(...all: Problem[][]): Problem[] {
  const byCell = new Map<string, Problem>();
  for (const problem of all.flat()) {
    const key = `${problem.row}:${problem.column}`;
    if (!byCell.has(key)) byCell.set(key, problem);
  }
  return [...byCell.values()].sort((a, b) => a.row - b.row || a.column - b.column);
}

/** Whether every column that has to be filled is. */
function complete(props: SpreadsheetProps, map: number[]): boolean {
  return columnsOf(props).every((column, at) => column.optional || (map[at] ?? -1) >= 0);
}

export const isInput = true;

export function initial({ props }: IOComponent<SpreadsheetProps>): Row[] | undefined {
  const rows = rowsOf(props, props.defaultValue, words);
  return rows.length > 0 ? rows : undefined;
}

export function isEmpty(value: Row[] | undefined): boolean {
  return filled(value ?? []).length === 0;
}

export function missing(_: IOComponent<SpreadsheetProps>, t: Translate): string {
  return t('io.sheetMissing');
}

export function validate(
  { props }: IOComponent<SpreadsheetProps>,
  value: Row[],
  t: Translate,
): string | undefined {
  const count = value.filter((row) => !isBlank(row)).length;
  if (count < (props.minRows ?? 1)) return t('io.sheetAtLeast', { count: props.minRows ?? 1 });
  if (count > mostOf(props)) return t('io.sheetTooLong', { count: mostOf(props) });
  return sentenceOf(props, problemsOf(props, value, t), t);
}

export const encode = answerOf;

export function decode(answer: unknown, { props }: IOComponent<SpreadsheetProps>): Row[] | undefined {
  return rowsOf(props, answer, words);
}

export function summarize(_: IOComponent<SpreadsheetProps>, answer: unknown, t: Translate): string {
  return Array.isArray(answer) && answer.length > 0 ? t('io.sheetRows', { count: answer.length }) : '';
}
