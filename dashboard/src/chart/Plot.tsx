import { useMemo } from 'react';
import type { PointerEvent } from 'react';
import type { Translate } from '../text/t';
import { Pointer } from './Pointer';
import styles from './Chart.module.css';
import { Tip } from './Tip';
import { areaOf, layoutOf, lineOf, lonely } from './layout';
import type { Layout } from './layout';
import { pointText } from './model';
import type { Chart, Series } from './model';
import { nearest } from './scale';
import { toneOf } from './tone';
import { useWidth } from './useWidth';

interface Props {
  chart: Chart;
  shown: readonly Series[];
  label: string;
  /** The point that is looked at. */
  at: number | undefined;
  setAt: (at: number | undefined) => void;
  t: Translate;
}

/** Lines, areas and bars between two axes. */
export function Plot({ chart, shown, label, at, setAt, t }: Props) {
  const { box, width } = useWidth();
  const height = width < 480 ? 220 : 300;
  const layout = useMemo(() => layoutOf(chart, shown, width, height), [chart, shown, width, height]);
  const point = (event: PointerEvent<HTMLElement>) => {
    const left = event.currentTarget.getBoundingClientRect().left;
    const found = nearest(layout.places, event.clientX - left);
    setAt(found < 0 ? undefined : found);
  };
  return (
    <div ref={box} className={styles.box}>
      <Pointer
        name={t('chart.points', { label })}
        count={chart.names.length}
        at={at}
        setAt={setAt}
        textOf={(index) => pointText(chart, shown, index)}
        onPoint={point}
      >
        <svg
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          aria-hidden="true"
          focusable="false"
        >
          <Axes layout={layout} unit={chart.currency} />
          {layout.paths.map(({ series, points }) => (
            <g key={series.tone} className={toneOf(series.tone)}>
              {chart.kind === 'area' && <path className={styles.area} d={areaOf(points)} />}
              <path className={styles.line} d={lineOf(points)} />
              {lonely(points).map(({ x, y }) => (
                <circle key={x} className={styles.dot} cx={x} cy={y} r={3} />
              ))}
            </g>
          ))}
          {layout.bars.map(({ series, index, ...bar }) => (
            <rect
              key={`${series.tone} ${index}`}
              className={`${styles.bar} ${toneOf(series.tone)}`}
              data-dim={(at !== undefined && at !== index) || undefined}
              rx={Math.min(2, bar.width / 2)}
              {...bar}
            />
          ))}
          {at !== undefined && <Marks layout={layout} at={at} />}
        </svg>
      </Pointer>
      {at !== undefined && (
        <Tip chart={chart} shown={shown} at={at} x={layout.places[at] ?? 0} width={width} />
      )}
    </div>
  );
}

function Axes({ layout, unit }: { layout: Layout; unit: string }) {
  const { left, right, bottom, zero, yTicks, xTicks } = layout;
  return (
    <>
      {yTicks.map(({ at, text }) => (
        <g key={text + at}>
          <line className={styles.grid} x1={left} x2={right} y1={at} y2={at} />
          <text className={styles.tick} x={left - 8} y={at + 4} textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      {unit && (
        <text className={styles.tick} x={left - 8} y={14} textAnchor="end">
          {unit}
        </text>
      )}
      {xTicks.map(({ at, text }) => (
        <text key={text + at} className={styles.tick} x={at} y={bottom + 18} textAnchor="middle">
          {text}
        </text>
      ))}
      {zero !== undefined && <line className={styles.zero} x1={left} x2={right} y1={zero} y2={zero} />}
    </>
  );
}

/** The point that is looked at, on every line. */
function Marks({ layout, at }: { layout: Layout; at: number }) {
  const x = layout.places[at] ?? 0;
  if (layout.paths.length === 0) return null;
  return (
    <>
      <line className={styles.guide} x1={x} x2={x} y1={layout.top} y2={layout.bottom} />
      {layout.paths.map(({ series, points }) => {
        const point = points[at];
        return point ? (
          <circle
            key={series.tone}
            className={`${styles.mark} ${toneOf(series.tone)}`}
            cx={point.x}
            cy={point.y}
            r={4}
          />
        ) : null;
      })}
    </>
  );
}
