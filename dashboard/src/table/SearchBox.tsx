import { useEffect, useRef, useState } from 'react';
import type { Translate } from '../text/t';
import control from '../ui/control.module.css';
import styles from './Toolbar.module.css';

interface Props {
  term: string;
  onSearch: (term: string) => void;
  busy: boolean;
  label: string;
  t: Translate;
}

/** Asks 300 ms after the last key, at once on Enter; a ring turns at its end while it waits. */
export function SearchBox({ term, onSearch, busy, label, t }: Props) {
  const [text, setText] = useState(term);
  const [seen, setSeen] = useState(term);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  if (term !== seen) {
    setSeen(term);
    if (term !== text.trim()) setText(term);
  }
  const ask = (wanted: string) => {
    clearTimeout(timer.current);
    setSeen(wanted);
    if (wanted !== term) onSearch(wanted);
  };
  const type = (typed: string) => {
    setText(typed);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => ask(typed.trim()), 300);
  };
  return (
    <div className={styles.search}>
      <input
        type="search"
        className={control.box}
        value={text}
        placeholder={t('table.search')}
        aria-label={t('table.searchIn', { label })}
        autoComplete="off"
        data-table-search
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          ask(text.trim());
        }}
      />
      {busy && <span className={styles.ring} aria-hidden="true" />}
    </div>
  );
}
