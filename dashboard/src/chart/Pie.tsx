import { useMemo } from 'react';
import type { PointerEvent } from 'react';
import type { Translate } from '../text/t';
import { Pointer } from './Pointer';
import styles from './Chart.module.css';
import { valueText } from './model';
import type { Chart } from './model';
import { outline, slicesOf } from './slices';
import type { Slice } from './slices';
import { percent } from './percent';
import { toneOf } from './tone';

interface Props {
  chart: Chart;
  hidden: ReadonlySet<number>;
  label: string;
  at: number | undefined;
  setAt: (at: number | undefined) => void;
  t: Translate;
}

const size = 220;
const middle = size / 2;
const outer = middle - 6;

/** A pie or donut; what its slices are stands in the legend and, of the one looked at, in its middle or below. */
export function Pie({ chart, hidden, label, at, setAt, t }: Props) {
  const slices = useMemo(() => slicesOf(chart, hidden), [chart, hidden]);
  const inner = chart.kind === 'donut' ? outer * 0.6 : 0;
  const now = at === undefined ? undefined : slices[at];
  const sum = slices.reduce((so, { value }) => so + value, 0);
  const point = (event: PointerEvent<HTMLElement>) => {
    const target = event.target as Element;
    const slice = target.closest('[data-slice]')?.getAttribute('data-slice');
    setAt(slice === null || slice === undefined ? undefined : Number(slice));
  };
  return (
    <div className={styles.pie}>
      <Pointer
        name={t('chart.points', { label })}
        count={slices.length}
        at={at}
        setAt={setAt}
        textOf={(index) => sliceText(chart, slices[index])}
        onPoint={point}
      >
        <svg viewBox={`0 0 ${size} ${size}`} className={styles.round} aria-hidden="true" focusable="false">
          {slices.map((slice, nth) => (
            <path
              key={slice.index}
              data-slice={nth}
              className={`${styles.slice} ${toneOf(slice.index)}`}
              data-dim={(at !== undefined && at !== nth) || undefined}
              d={outline(slice, middle, outer, inner)}
            />
          ))}
          {inner > 0 && (
            <text className={styles.sum} x={middle} y={middle + 6} textAnchor="middle">
              {valueText(chart, now?.value ?? sum)}
            </text>
          )}
        </svg>
      </Pointer>
      <p className={styles.below} aria-hidden="true">
        {now ? sliceText(chart, now) : '\u00a0'}
      </p>
    </div>
  );
}

function sliceText(chart: Chart, slice: Slice | undefined): string {
  return slice ? `${slice.name}: ${valueText(chart, slice.value)} (${percent(slice.share)})` : '';
}
