import styles from './Chart.module.css';
import { toneOf } from './tone';

interface Entry {
  label: string;
  tone: number;
  detail?: string;
}

interface Props {
  entries: readonly Entry[];
  hidden: ReadonlySet<number>;
  toggle: (tone: number) => void;
  name: string;
}

/** What the colours stand for; a press hides and shows one. */
export function Legend({ entries, hidden, toggle, name }: Props) {
  return (
    <ul className={styles.legend} aria-label={name}>
      {entries.map(({ label, tone, detail }) => (
        <li key={tone}>
          <button
            type="button"
            className={styles.key}
            aria-pressed={!hidden.has(tone)}
            onClick={() => toggle(tone)}
          >
            <span className={`${styles.swatch} ${toneOf(tone)}`} />
            <span className={styles.name}>{label}</span>
            {detail && <span className={styles.detail}>{detail}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}
