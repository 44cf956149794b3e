import { formatNumber } from '../text/format';
import type { Translate } from '../text/t';
import { Button } from '../ui/Button';
import { openOver, openSlug } from '../wire/address';
import styles from './BulkBar.module.css';
import { chosenRows, fits } from './bulk';
import type { RowMenuItem, TableState } from './model';
import { counts } from './selection';
import type { Selection } from './selection';

interface Props {
  actions: readonly RowMenuItem[];
  selection: Selection;
  /** All that match are meant, not only those ticked. */
  all: boolean;
  page: readonly string[];
  state: TableState;
  total?: number;
  estimate: boolean;
  /** How many rows an action takes at once. */
  most?: number;
  takeAll: () => void;
  clear: () => void;
  t: Translate;
}

/** What can be done with the rows that are ticked, or with all that match. */
export function BulkBar(props: Props) {
  const { actions, selection, all, page, state, total, estimate, most, takeAll, clear, t } = props;
  const { chosen, elsewhere } = counts(selection, page);
  const many = total === undefined ? undefined : formatNumber(total) + (estimate ? '+' : '');
  const rows = chosenRows(selection, state, all);
  const over = most !== undefined && total !== undefined && total > most;
  const ready = fits(rows) && !(all && over);
  return (
    <div className={styles.bar} role="group" aria-label={t('table.bulk')}>
      <output>
        <strong className={styles.count}>
          {all ? t('table.allSelected', { total: many ?? '' }) : t('table.selected', { count: chosen })}
        </strong>
        {!all && elsewhere > 0 && `, ${t('table.elsewhere', { count: elsewhere })}`}
      </output>
      {!all && !over && total !== undefined && chosen < total && (
        <Button small theme="plain" onClick={takeAll}>
          {t('table.selectAll', { total: many ?? '' })}
        </Button>
      )}
      <Button small theme="plain" onClick={clear}>
        {t('table.clearSelection')}
      </Button>
      <span className={styles.actions}>
        {actions.map((action) => (
          <Button
            key={action.route}
            small
            theme={action.theme === 'danger' ? 'danger' : 'secondary'}
            disabled={!ready || action.disabled}
            onClick={() =>
              (action.over ? openOver : openSlug)(action.route ?? '', { ...action.params, rows })
            }
          >
            {action.label}
          </Button>
        ))}
      </span>
      {most !== undefined && (over || (all && estimate)) && (
        <p className={styles.limit}>{t(over ? 'table.notAll' : 'table.allAtMost', { count: most })}</p>
      )}
      {!fits(rows) && (
        <p className={styles.wrong} role="alert">
          {t('table.tooMany')}
        </p>
      )}
    </div>
  );
}
