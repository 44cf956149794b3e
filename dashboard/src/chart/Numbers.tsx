import { memo } from 'react';
import styles from './Chart.module.css';
import { valueText } from './model';
import type { Chart } from './model';

interface Props {
  chart: Chart;
  label: string;
  /** Shown to everybody, not only to screen readers. */
  visible: boolean;
}

/** The numbers of a chart as a table. */
export const Numbers = memo(function Numbers({ chart, label, visible }: Props) {
  return (
    <section
      className={visible ? styles.numbers : 'hide'}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls is reached by keys
      tabIndex={visible ? 0 : undefined}
      aria-label={visible ? label : undefined}
    >
      <table aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{chart.axis}</th>
            {chart.series.map((series) => (
              <th scope="col" className={styles.end} key={series.tone}>
                {series.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {chart.names.map((name, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- names may repeat
            <tr key={index}>
              <th scope="row">{name}</th>
              {chart.series.map((series) => (
                <td className={styles.end} key={series.tone}>
                  {valueText(chart, series.values[index] ?? null)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
});
