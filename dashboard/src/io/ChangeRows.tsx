import { Fragment } from 'react';
import styles from './ChangeRows.module.css';
import type { Change } from './props';
import { shownValue } from './shown';
import type { Translate } from '../text/t';

/**
 * What changes, field by field. Old is struck through and new underlined, so
 * that it does not depend on colour; a third column shows somebody else's values.
 */
export function ChangeRows({ rows, label, t }: { rows: Change[]; label: string; t: Translate }) {
  const theirs = rows.some((row) => row.theirs !== undefined);
  const before = theirs || rows.some((row) => !isEmpty(row.before)); // of a new record there is none
  return (
    <table className={styles.changes} aria-label={label || undefined}>
      <thead>
        <tr>
          <th scope="col">{t('changes.field')}</th>
          {before && <th scope="col">{t('changes.before')}</th>}
          {theirs && <th scope="col">{t('changes.theirs')}</th>}
          <th scope="col">{t(theirs ? 'changes.yours' : 'changes.after')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.label}>
            <th scope="row">{row.label}</th>
            {before && <Before row={row} t={t} />}
            {theirs && <td data-label={t('changes.theirs')}>{text(row, row.theirs, t)}</td>}
            <After row={row} theirs={theirs} t={t} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Before({ row, t }: { row: Change; t: Translate }) {
  const shown = text(row, row.before, t);
  return (
    <td data-label={t('changes.before')}>
      {isEmpty(row.before) ? shown : <Marked shown={shown} as="del" className={styles.old} />}
    </td>
  );
}

function After({ row, theirs, t }: { row: Change; theirs: boolean; t: Translate }) {
  const shown = text(row, row.after, t);
  return (
    <td data-label={t(theirs ? 'changes.yours' : 'changes.after')}>
      {isEmpty(row.after) ? shown : <Marked shown={shown} as="ins" className={styles.new} />}
    </td>
  );
}

/** A text of which each line is marked, but not what it is indented by. */
function Marked({ shown, as: Mark, className }: { shown: string; as: 'del' | 'ins'; className?: string }) {
  return shown.split('\n').map((line, at) => {
    const rest = line.trimStart();
    return (
      <Fragment key={at}>
        {at > 0 && '\n'}
        {line.slice(0, line.length - rest.length)}
        <Mark className={className}>{rest}</Mark>
      </Fragment>
    );
  });
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function text(row: Change, value: unknown, t: Translate): string {
  return shownValue(value, row, t);
}
