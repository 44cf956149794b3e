import styles from './Chart.module.css';
import { valueText } from './model';
import type { Chart, Series } from './model';
import { toneOf } from './tone';

interface Props {
  chart: Chart;
  shown: readonly Series[];
  at: number;
  x: number;
  width: number;
}

/** The numbers of one point beside it. Screen readers hear them from the drawing itself. */
export function Tip({ chart, shown, at, x, width }: Props) {
  const flipped = x > width / 2;
  return (
    <div
      className={styles.tip}
      aria-hidden="true"
      style={flipped ? { right: width - x + 12 } : { left: x + 12 }}
    >
      <strong>{chart.names[at]}</strong>
      {shown.map((series) => (
        <span className={styles.row} key={series.tone}>
          <span className={`${styles.swatch} ${toneOf(series.tone)}`} />
          <span>{series.label}</span>
          <span className={styles.value}>{valueText(chart, series.values[at] ?? null)}</span>
        </span>
      ))}
    </div>
  );
}
