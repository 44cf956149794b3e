// The rows of a spreadsheet while they are entered: pure functions.

import type { SheetField, SpreadsheetProps } from '../wire/protocol.gen';
import type { Translate } from '../text/t';
import { compareDecimal, parseDecimal } from './decimal';
import { currencyDigits } from './money';
import { limitsText } from './number';
import { countCharacters, lengthText } from './Text';
import type { IOComponent } from './types';

/** One row: a text for each column, as it was typed. */
export interface Row {
  id: number;
  cells: string[];
}

/** A cell, by its row and column from 0. */
export interface At {
  row: number;
  column: number;
}

export interface Problem extends At {
  message: string;
}

/** The columns; of an original host, which says less of them, as far as they are known. */
export function columnsOf(props: SpreadsheetProps): SheetField[] {
  if (props.fields) return props.fields;
  return Object.entries(props.columns ?? {}).map(([key, kind]) => ({
    key,
    label: key,
    type: kind.startsWith('string') ? 'text' : kind.replace('?', ''),
    optional: kind.endsWith('?') || kind.startsWith('boolean'),
  }));
}

/** How many rows there may be. The original takes a thousand. */
export function mostOf(props: SpreadsheetProps): number {
  return props.maxRows ?? 1000;
}

let last = 0;
export function newRow(cells: string[]): Row {
  last = Math.max(last + 1, Date.now());
  return { id: last, cells };
}

/** Rows of an answer or a default. */
export function rowsOf(props: SpreadsheetProps, rows: unknown, t: Translate): Row[] {
  if (!Array.isArray(rows)) return [];
  const columns = columnsOf(props);
  return rows.map((row: Record<string, unknown>) => newRow(columns.map(({ key }) => textOf(row?.[key], t))));
}

function textOf(value: unknown, t: Translate): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return t(value ? 'io.yes' : 'io.no');
  return String(value);
}

export function isBlank(row: Row): boolean {
  return row.cells.every((cell) => cell.trim() === '');
}

/** Rows up to the last with something in it. */
export function filled(rows: Row[]): Row[] {
  return rows.slice(0, rows.findLastIndex((row) => !isBlank(row)) + 1);
}

/** The rows as an answer. What is understood is sent in its plainest form, what is not as it was typed. */
export function answerOf(rows: Row[], { props }: IOComponent<SpreadsheetProps>): unknown[] {
  const columns = columnsOf(props);
  return filled(rows).map((row) => {
    if (isBlank(row)) return {};
    return Object.fromEntries(
      columns.map((column, at) => [column.key, wireOf(column, row.cells[at] ?? '', !props.fields)]),
    );
  });
}

const numbers = ['number', 'int', 'money', 'decimal'];

function wireOf(column: SheetField, typed: string, original: boolean): unknown {
  const text = typed.trim();
  if (text === '') return column.type === 'boolean' && !column.optional ? false : null;
  if (column.type === 'boolean') return truth(text) ?? text;
  if (!numbers.includes(column.type)) return text;
  const parsed = parseDecimal(text, { decimals: places(column), unit: column.currency });
  if (parsed.kind !== 'value') return text;
  return original ? Number(parsed.text) : parsed.text;
}

function places({ type, currency }: SheetField): number {
  if (type === 'int') return 0;
  return type === 'money' ? currencyDigits(currency ?? '') : 20;
}

function truth(text: string): boolean | undefined {
  if (/^(true|yes|y|1|x|on)$/i.test(text)) return true;
  return /^(false|no|n|0|off)$/i.test(text) ? false : undefined;
}

/** Why a cell cannot be sent. Its service has the last word, and knows more rules. */
export function cellProblem(column: SheetField, typed: string, t: Translate): string | undefined {
  const text = typed.trim();
  if (text === '') return column.optional || column.type === 'boolean' ? undefined : t('field.required');
  if (numbers.includes(column.type)) {
    const parsed = parseDecimal(text, { decimals: places(column), unit: column.currency });
    if (parsed.kind === 'value') return isBeyond(column, parsed.text) ? limitsText(column, t) : undefined;
    if (parsed.kind === 'bad' && parsed.reason === 'decimals')
      return places(column) === 0 ? t('io.wholeNumber') : t('io.decimals', { count: places(column) });
    return t('io.badNumber');
  }
  if (column.type === 'boolean' && truth(text) === undefined) return t('io.sheetYesNo');
  if (column.type === 'date' && !isDay(text)) return t('io.sheetDate');
  if (column.type === 'time' && !/^([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(text)) return t('io.sheetTime');
  if (column.type === 'datetime' && !/^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2})?)?$/.test(text))
    return t('io.sheetMoment');
  if (column.type === 'email' && !/^[^@\s]+@[^@\s]+$/.test(text)) return t('io.badEmail');
  const options = column.options ?? [];
  if (column.type === 'enum' && !options.some((option) => option.toLowerCase() === text.toLowerCase()))
    return options.length > 8 ? t('io.sheetOption') : t('io.sheetOptions', { options: options.join(', ') });
  const { minLength = 0, maxLength = Infinity } = column;
  const count = countCharacters(text);
  return count < minLength || count > maxLength ? lengthText(column, t) : undefined;
}

function isBeyond({ min, max }: SheetField, text: string): boolean {
  return (
    (min !== undefined && compareDecimal(text, min) < 0) ||
    (max !== undefined && compareDecimal(text, max) > 0)
  );
}

/** What is said at the head of a column: its help and its limits. */
export function hintOf(column: SheetField, t: Translate): string | undefined {
  const limits = numbers.includes(column.type) ? limitsText(column, t) : lengthText(column, t);
  return [column.help, limits].filter(Boolean).join('\n') || undefined;
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(+day) && day.toISOString().startsWith(text);
}

/** Every cell that cannot be sent, the first of them first. */
export function problemsOf(props: SpreadsheetProps, rows: Row[], t: Translate): Problem[] {
  const columns = columnsOf(props);
  return filled(rows).flatMap((row, at) => {
    if (isBlank(row)) return [];
    return columns.flatMap((column, place) => {
      const message = cellProblem(column, row.cells[place] ?? '', t);
      return message === undefined ? [] : [{ row: at, column: place, message }];
    });
  });
}

/** What is wrong, as the service says it: with the row and the column of the first. */
export function sentenceOf(props: SpreadsheetProps, problems: Problem[], t: Translate): string | undefined {
  const [first] = problems;
  if (!first) return undefined;
  const more = problems.length - 1;
  const text = placed(props, first, t);
  return more > 0 ? `${text} ${t('io.sheetMore', { count: more })}` : text;
}

/** A problem with its place in words. */
export function placed(props: SpreadsheetProps, { row, column, message }: Problem, t: Translate): string {
  const label = columnsOf(props)[column]?.label;
  const place = { row: String(row + 1), column: label ?? '', problem: message };
  return t(label === undefined ? 'io.sheetRow' : 'io.sheetCell', place);
}

/** Rows with a block of cells written from a place on, as far as there are columns. */
export function withCells(rows: Row[], columns: number, at: At, block: string[][]): Row[] {
  const next = [...rows];
  block.forEach((line, down) => {
    const place = at.row + down;
    while (next.length <= place) next.push(newRow(Array<string>(columns).fill('')));
    const row = next[place];
    if (!row) return;
    const cells = [...row.cells];
    line.forEach((text, right) => {
      if (at.column + right < columns) cells[at.column + right] = text;
    });
    next[place] = { ...row, cells };
  });
  return next;
}

/** Which column of a file each column is filled from; -1 for none. */
export function mapped(columns: SheetField[], header: string[]): number[] {
  const names = header.map(plain);
  return columns.map(({ key, label }) => {
    const byLabel = names.indexOf(plain(label));
    return byLabel >= 0 ? byLabel : names.indexOf(plain(key));
  });
}

/** Whether a first line names columns. */
export function isHeader(columns: SheetField[], line: string[]): boolean {
  const known = new Set(columns.flatMap(({ key, label }) => [plain(key), plain(label)]));
  const names = line.filter((name) => name.trim() !== '');
  return names.length > 0 && names.every((name) => known.has(plain(name)));
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Lines of a file as rows. */
export function taken(lines: string[][], map: number[]): Row[] {
  return lines.map((line) => newRow(map.map((from) => (from < 0 ? '' : (line[from] ?? '').trim()))));
}

/** Cells as spreadsheets paste them. */
export function copied(rows: Row[], from: At, to: At): string {
  const [top, bottom] = [Math.min(from.row, to.row), Math.max(from.row, to.row)];
  const [left, right] = [Math.min(from.column, to.column), Math.max(from.column, to.column)];
  return rows
    .slice(top, bottom + 1)
    .map((row) =>
      row.cells
        .slice(left, right + 1)
        .map(quoted)
        .join('\t'),
    )
    .join('\n');
}

function quoted(text: string): string {
  return /["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
