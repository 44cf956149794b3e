import { useEffect, useRef, useState } from 'react';
import control from './control.module.css';
import styles from './SearchBox.module.css';

interface Props {
  term: string;
  onSearch: (term: string) => void;
  busy: boolean;
  /** What is searched, for those who hear it. */
  label: string;
  placeholder: string;
  maxLength?: number;
}

/** Asks 300 ms after the last key, at once on Enter; a ring turns at its end while it waits. */
export function SearchBox({ term, onSearch, busy, label, placeholder, maxLength }: Props) {
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
        placeholder={placeholder}
        aria-label={label}
        maxLength={maxLength}
        autoComplete="off"
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
