import { useId, useMemo, useState } from 'react';
import { Legend } from '../chart/Legend';
import { Numbers } from '../chart/Numbers';
import { Pie } from '../chart/Pie';
import { Plot } from '../chart/Plot';
import styles from '../chart/Chart.module.css';
import { chartOf, valueText } from '../chart/model';
import type { Chart, ChartProps } from '../chart/model';
import { percent } from '../chart/percent';
import { slicesOf } from '../chart/slices';
import { Button } from '../ui/Button';
import { useRepeatsTitle } from '../ui/screenTitle';
import { Help } from './Help';
import type { RendererProps } from './types';

/** DISPLAY_CHART: lines, areas, bars or a pie, and the same as a table. */
export default function ChartDisplay({ component, t }: RendererProps<ChartProps>) {
  const chart = useMemo(() => chartOf(component.props), [component.props]);
  const [hidden, setHidden] = useState<ReadonlySet<number>>(new Set());
  const [at, setAt] = useState<number>();
  const [table, setTable] = useState(false);
  const id = useId();
  const repeats = useRepeatsTitle(component.label);
  const label = component.label || t('chart.label');
  const round = chart.kind === 'pie' || chart.kind === 'donut';
  const shown = useMemo(() => chart.series.filter(({ tone }) => !hidden.has(tone)), [chart, hidden]);
  const entries = useMemo(() => entriesOf(chart, hidden), [chart, hidden]);
  const toggle = (tone: number) => {
    const next = new Set(hidden);
    if (!next.delete(tone)) next.add(tone);
    if (next.size === entries.length) return; // one stays
    setHidden(next);
    setAt(undefined);
  };
  const parts = { chart, label, at, setAt, t };
  return (
    <div className={styles.chart} role="group" aria-label={component.label || undefined}>
      <header className={styles.top}>
        {component.label && !repeats ? <h2>{component.label}</h2> : <span />}
        {!isEmpty(chart) && (
          <Button
            small
            theme="plain"
            icon="table"
            aria-expanded={table}
            aria-controls={id}
            onClick={() => setTable(!table)}
          >
            {t(table ? 'chart.hideTable' : 'chart.showTable')}
          </Button>
        )}
      </header>
      {component.props.helpText && (
        <div className={styles.help}>
          <Help text={component.props.helpText} html={component.props.helpHtml} />
        </div>
      )}
      {isEmpty(chart) ? (
        <p className={styles.none}>{t('chart.none')}</p>
      ) : (
        <div className={round ? styles.beside : undefined}>
          {entries.length > 1 && (
            <Legend entries={entries} hidden={hidden} toggle={toggle} name={t('chart.legend')} />
          )}
          {round ? <Pie {...parts} hidden={hidden} /> : <Plot {...parts} shown={shown} />}
        </div>
      )}
      <div id={id}>{!isEmpty(chart) && <Numbers chart={chart} label={label} visible={table} />}</div>
    </div>
  );
}

/** Of a pie the legend has its slices, of all else the series. */
function entriesOf(chart: Chart, hidden: ReadonlySet<number>) {
  if (chart.kind !== 'pie' && chart.kind !== 'donut') return chart.series;
  const shares = new Map(slicesOf(chart, hidden).map(({ index, share }) => [index, share]));
  return chart.names.map((label, tone) => {
    const share = shares.get(tone);
    const value = valueText(chart, chart.series[0]?.values[tone] ?? null);
    return { label, tone, detail: share === undefined ? value : `${value} · ${percent(share)}` };
  });
}

function isEmpty(chart: Chart): boolean {
  return chart.series.every(({ values }) =>
    values.every((value) => value === null || (isRound(chart) && value === 0)),
  );
}

function isRound({ kind }: Chart): boolean {
  return kind === 'pie' || kind === 'donut';
}
