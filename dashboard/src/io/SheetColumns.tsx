import { useId, useState } from 'react';
import type { SheetField } from '../wire/protocol.gen';
import { Button } from '../ui/Button';
import control from '../ui/control.module.css';
import styles from './Spreadsheet.module.css';
import { mapped, taken, type Row } from './sheetModel';
import type { Translate } from '../text/t';

/** What a file holds. */
export interface Lines {
  name: string;
  lines: string[][];
}

interface Props {
  columns: SheetField[];
  of: Lines;
  onTake: (rows: Row[]) => void;
  onCancel: () => void;
  t: Translate;
}

/** Asks which column of a file is which, where its first line does not say. */
export function SheetColumns({ columns, of, onTake, onCancel, t }: Props) {
  const id = useId();
  const [header = []] = of.lines;
  const [map, setMap] = useState(() => mapped(columns, header));
  const [named, setNamed] = useState(() => mapped(columns, header).some((from) => from >= 0));
  const rows = named ? of.lines.slice(1) : of.lines;
  return (
    <fieldset className={styles.mapping}>
      <legend>{t('io.sheetWhich', { name: of.name })}</legend>
      <label className={styles.named}>
        <input type="checkbox" checked={named} onChange={(event) => setNamed(event.target.checked)} />
        {t('io.sheetNamed')}
      </label>
      <div className={styles.pairs}>
        {columns.map((column, at) => (
          <div key={column.key}>
            <label htmlFor={`${id}-${at}`}>{column.label}</label>
            <select
              id={`${id}-${at}`}
              className={control.box}
              value={map[at]}
              onChange={(event) =>
                setMap(map.map((from, place) => (place === at ? Number(event.target.value) : from)))
              }
            >
              <option value={-1}>{t('io.sheetLeaveEmpty')}</option>
              {header.map((name, from) => (
                // oxlint-disable-next-line react/no-array-index-key -- columns have no other name
                <option key={from} value={from}>
                  {named && name.trim() ? name : t('io.sheetNth', { place: from + 1, example: name })}
                </option>
              ))}
            </select>
          </div>
        ))}
      </div>
      <div className={styles.tools}>
        <Button
          small
          theme="primary"
          onClick={() => onTake(taken(rows, map))}
          disabled={map.every((from) => from < 0)}
        >
          {t('io.sheetTake', { count: rows.length })}
        </Button>
        <Button small onClick={onCancel}>
          {t('io.sheetCancel')}
        </Button>
      </div>
    </fieldset>
  );
}
