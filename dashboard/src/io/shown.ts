import type { Translate } from '../text/t';
import { cellText } from '../table/cell';
import type { CellType } from '../table/model';

const types: readonly string[] = [
  'text',
  'number',
  'money',
  'boolean',
  'date',
  'datetime',
  'enum',
  'id',
  'link',
];

/** What a value is, where a host says so. */
export interface Kind {
  type?: string;
  kind?: string;
  currency?: string;
  format?: string;
}

/** A value of a display as text, in the way cells of tables are written. */
export function shownValue(value: unknown, of: Kind, t: Translate): string {
  const type = of.type ?? of.kind;
  const known = types.includes(type ?? '') ? (type as CellType) : undefined;
  return cellText(
    { value: value ?? null },
    { label: '', type: known, currency: of.currency, format: of.format },
    t,
  );
}
