import type { Translate } from '../text/t';
import { Button } from '../ui/Button';
import styles from './SelectionBar.module.css';
import { counts, limitText, offersAll, outside } from './selection';
import type { Selection } from './selection';

interface Props {
  selection: Selection;
  page: readonly string[];
  min?: number;
  max?: number;
  /** How many match; with selectAll the offer to take them all, where so many may be chosen. */
  total?: number;
  selectAll?: () => void;
  clear?: () => void;
  busy: boolean;
  t: Translate;
}

/** How many rows are chosen, how many may be, and all matching at once. */
export function SelectionBar({ selection, page, min, max, total, selectAll, clear, busy, t }: Props) {
  const { chosen, elsewhere } = counts(selection, page);
  const limit = limitText(min, max, t);
  const wrong = chosen > 0 && outside(chosen, min, max) !== undefined;
  return (
    <div className={styles.bar}>
      <output>
        <strong className={styles.count}>{t('table.selected', { count: chosen })}</strong>
        {elsewhere > 0 && `, ${t('table.elsewhere', { count: elsewhere })}`}
      </output>
      {limit && <span className={wrong ? styles.wrong : styles.limit}>{limit}</span>}
      {selectAll && total !== undefined && offersAll(selection, page, total, max) && (
        <Button small theme="plain" busy={busy} onClick={selectAll}>
          {t('table.selectAll', { total })}
        </Button>
      )}
      {clear && chosen > 0 && (
        <Button small theme="plain" onClick={clear}>
          {t('table.clearSelection')}
        </Button>
      )}
    </div>
  );
}
