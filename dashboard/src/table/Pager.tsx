import { formatNumber } from '../text/format';
import type { TextKey, Translate } from '../text/t';
import { Button } from '../ui/Button';
import { change, pageSizes } from './model';
import type { TableProps, TableState } from './model';
import styles from './Pager.module.css';
import { pageBy } from './rows';
import type { View } from './rows';

/** What is counted. */
export interface CountWords {
  perPage: TextKey;
  none: TextKey;
  all: TextKey;
}

const rowWords: CountWords = { perPage: 'table.perPage', none: 'table.noRows', all: 'table.rows' };

interface PagerProps {
  table: TableProps;
  view: View;
  state: TableState;
  /** Asks for another page; its first row then gets the focus. */
  turn: (state: TableState) => void;
  ask: (state: TableState) => void;
  busy: boolean;
  id: string;
  /** What one page has so many of; rows, unless said. */
  words?: CountWords;
  t: Translate;
}

/** "1–50 of about 12,000", page size, and the way to the pages beside. */
export function Pager({ table, view, state, turn, ask, busy, id, words = rowWords, t }: PagerProps) {
  const onePage = !view.hasPrevious && !view.hasNext;
  const keyset = view.paging === 'keyset';
  const page = (step: 1 | -1) => turn(pageBy(table, state, view, step));
  const sizes = [...new Set<number>([...pageSizes, state.pageSize])].sort((a, b) => a - b);
  const resizable = !onePage || state.pageSize > pageSizes[0];
  return (
    <div className={styles.pager}>
      <output>{countText(view, t, words)}</output>
      {resizable && view.to > 0 && (
        <label className={styles.size} htmlFor={`${id}-size`}>
          {t(words.perPage)}
          <select
            id={`${id}-size`}
            value={state.pageSize}
            onChange={(event) => ask(change(state, { pageSize: Number(event.target.value) }))}
          >
            {sizes.map((size) => (
              <option key={size} value={size}>
                {size}
              </option>
            ))}
          </select>
        </label>
      )}
      {!onePage && (
        <nav className={styles.turn} aria-label={t('table.pages')}>
          <Button disabled={!view.hasPrevious || busy} onClick={() => page(-1)}>
            {t(keyset ? 'table.newer' : 'table.previous')}
          </Button>
          <Button disabled={!view.hasNext || busy} onClick={() => page(1)}>
            {t(keyset ? 'table.older' : 'table.next')}
          </Button>
        </nav>
      )}
    </div>
  );
}

/** The rows on screen and how many there are. */
export function countText(view: View, t: Translate, words: CountWords = rowWords): string {
  const { from, to, total, estimate } = view;
  if (to === 0) return total === undefined || total === 0 ? t(words.none) : '';
  const range = { from: formatNumber(from), to: formatNumber(to) };
  if (total === undefined) return t('table.range', range);
  if (!estimate && from === 1 && to === total)
    return t(words.all, { count: total, shown: formatNumber(total) });
  return t(estimate ? 'table.rangeOfAbout' : 'table.rangeOf', { ...range, total: formatNumber(total) });
}
