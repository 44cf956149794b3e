import { useState } from 'react';
import type { TextKey, Translate } from '../text/t';
import { Button } from '../ui/Button';
import { change, pageSizes } from './model';
import type { TableProps, TableState } from './model';
import styles from './Pager.module.css';
import { pageAt, pageBy, pagesOf } from './rows';
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
  /** What the table is called. */
  label: string;
  /** What one page has so many of; rows, unless said. */
  words?: CountWords;
  t: Translate;
}

/** "1–50 of more than 12,000", page size, and the way to the pages beside. */
export function Pager({ table, view, state, turn, ask, busy, id, label, words = rowWords, t }: PagerProps) {
  const onePage = !view.hasPrevious && !view.hasNext;
  const page = (step: 1 | -1) => turn(pageBy(table, state, view, step));
  const sizes = [...new Set<number>([...pageSizes, state.pageSize])].sort((a, b) => a - b);
  const pages = pagesOf(view, state.pageSize);
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
        <nav className={styles.turn} aria-label={label ? t('table.pagesOf', { label }) : t('table.pages')}>
          {pages && pages.last > 2 && (
            <PageField
              key={pages.page}
              {...pages}
              id={`${id}-page`}
              go={(to) => turn(pageAt(state, to))}
              t={t}
            />
          )}
          <Button disabled={!view.hasPrevious || busy} onClick={() => page(-1)}>
            {t('table.previous')}
          </Button>
          <Button disabled={!view.hasNext || busy} onClick={() => page(1)}>
            {t('table.next')}
          </Button>
        </nav>
      )}
    </div>
  );
}

interface PageFieldProps {
  id: string;
  page: number;
  last: number;
  go: (page: number) => void;
  t: Translate;
}

/** The number of the page, to be typed over: Enter or leaving it goes there. */
function PageField({ id, page, last, go, t }: PageFieldProps) {
  const [typed, setTyped] = useState(String(page));
  const leave = () => {
    const wanted = Math.min(last, Math.max(1, Math.round(Number(typed))));
    setTyped(String(wanted || page));
    if (wanted && wanted !== page) go(wanted);
  };
  return (
    <label className={styles.page} htmlFor={id}>
      {t('table.page')}
      <input
        id={id}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        enterKeyHint="go"
        size={Math.max(2, String(last).length)}
        value={typed}
        onChange={(event) => setTyped(event.target.value.replace(/\D/g, ''))}
        onFocus={(event) => event.target.select()}
        onBlur={leave}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          leave();
        }}
      />
      {t('table.pageOf', { count: last })}
    </label>
  );
}

/** The rows on screen and how many there are. */
export function countText(view: View, t: Translate, words: CountWords = rowWords): string {
  const { from, to, total, estimate } = view;
  if (to === 0) return total === undefined || total === 0 ? t(words.none) : '';
  if (total === undefined) return t('table.range', { from, to });
  if (!estimate && from === 1 && to === total) return t(words.all, { count: total });
  return t(estimate ? 'table.rangeOfAbout' : 'table.rangeOf', { from, to, total });
}
