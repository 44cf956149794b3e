import styles from './Chart.module.css';

const tones = 6;

/** The class of the colour of a series or slice; the seventh begins anew, in a second form. */
export function toneOf(index: number): string {
  const tone = styles[`tone${(index % tones) + 1}`] ?? '';
  return index >= tones ? `${tone} ${styles.again}` : tone;
}
