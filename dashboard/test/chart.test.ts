import { describe, expect, test } from 'vitest';
import { areaOf, layoutOf, lineOf, lonely } from '../src/chart/layout';
import { chartOf, pointText, rangeOf, stacksOf, tickText, valueText } from '../src/chart/model';
import { decimalsOf, linear, nearest, niceStep, niceTicks, thinned } from '../src/chart/scale';
import { outline, slicesOf } from '../src/chart/slices';

describe('scales', () => {
  test.each([
    [0, 10, 5, [0, 2, 4, 6, 8, 10]],
    [60, 140, 5, [60, 80, 100, 120, 140]],
    [0, 0.3, 5, [0, 0.1, 0.2, 0.3]],
    [-12, 34, 5, [-20, -10, 0, 10, 20, 30, 40]],
    [0, 0, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [7, 7, 5, [0, 2, 4, 6, 8]],
    [-7, -7, 5, [-8, -6, -4, -2, 0]],
    [0, 1e15, 4, [0, 2.5e14, 5e14, 7.5e14, 1e15]],
  ])('ticks of %d to %d', (min, max, count, ticks) => {
    expect(niceTicks(min, max, count)).toEqual(ticks);
  });

  test('steps, decimals, places', () => {
    expect([0.011, 0.3, 1, 1.1, 3, 7, 42].map(niceStep)).toEqual([0.02, 0.5, 1, 2, 5, 10, 50]);
    expect([1, 0.5, 0.25, 0.001, 20].map(decimalsOf)).toEqual([0, 1, 2, 3, 0]);
    expect(linear(0, 10, 100, 0)(2.5)).toBe(75);
    expect(linear(5, 5, 0, 100)(5)).toBe(0);
    expect(nearest([0, 10, 20], 14)).toBe(1);
    expect(nearest([], 14)).toBe(-1);
    expect(thinned([0, 10, 20, 100], [30, 30, 30, 30])).toEqual([0, 3]);
  });
});

const series = (label: string, values: unknown[]) => ({ label, values });

describe('a chart in order', () => {
  test('days stand by their distance and in their order, without a year within one', () => {
    const chart = chartOf({
      kind: 'line',
      axis: 'Day',
      labelType: 'date',
      labels: ['2026-11-23', '2026-11-22'],
      series: [series('Refunds', [4500, null])],
      currency: 'USD',
    });
    expect(chart.names).toEqual(['Nov 22, 2026', 'Nov 23, 2026']);
    expect(chart.short).toEqual(['Nov 22', 'Nov 23']);
    expect(chart.series[0]?.values).toEqual([null, 4500]);
    expect((chart.positions?.[1] ?? 0) - (chart.positions?.[0] ?? 0)).toBe(24 * 3600 * 1000);
    expect(pointText(chart, chart.series, 1)).toBe('Nov 23, 2026: Refunds 45.00\u00a0USD');
    expect(pointText(chart, chart.series, 0)).toBe('Nov 22, 2026: Refunds –');
  });

  test('hours within two days; years where there are several', () => {
    const at = (text: string) => new Date(text);
    const hours = chartOf({
      labelType: 'datetime',
      labels: [at('2026-02-25T01:00:00'), at('2026-02-25T02:00:00')],
    });
    expect(hours.short).toEqual(['01:00', '02:00']);
    const years = chartOf({ labelType: 'date', labels: ['2025-12-31', '2026-01-01'] });
    expect(years.short).toEqual(['Dec 31, 2025', 'Jan 1, 2026']);
  });

  test('bars stand side by side, whatever they are called; what is odd is left out', () => {
    const chart = chartOf({
      kind: 'bar',
      labelType: 'number',
      labels: [30, 10, null, 'x'],
      series: [series('A', [1, 'two', Number.NaN, 5n]), series('B', [])],
      stacked: true,
    });
    expect(chart.positions).toBeUndefined();
    expect(chart.names).toEqual(['30', '10', '–', 'x']);
    expect(chart.series.map(({ values }) => values)).toEqual([
      [1, null, null, 5],
      [null, null, null, null],
    ]);
    expect(chartOf({ kind: 'spiral' }).kind).toBe('line');
    expect(chartOf({ kind: 'line', stacked: true }).stacked).toBe(false);
  });

  test('numbers and amounts in words', () => {
    expect(valueText({ currency: 'JPY' }, 1200)).toBe('1,200\u00a0JPY');
    expect(valueText({ currency: 'USD' }, 1200.5)).toBe('1,200.5');
    expect(valueText({ currency: '' }, -0.25)).toBe('-0.25');
    expect([tickText(1500, 0), tickText(0.5, 1), tickText(25_000, 0), tickText(2_500_000, 0)]).toEqual([
      '1,500',
      '0.5',
      '25K',
      '2.5M',
    ]);
  });

  test('lines may begin above zero, bars and areas never', () => {
    const of = (kind: string, values: unknown[]) => {
      const chart = chartOf({ kind, labels: values.map(String), series: [series('A', values)] });
      return rangeOf(chart, chart.series);
    };
    expect(of('line', [60, 140])).toEqual([60, 140]);
    expect(of('line', [10, 140])).toEqual([0, 140]);
    expect(of('line', [-140, -60])).toEqual([-140, -60]);
    expect(of('bar', [60, 140])).toEqual([0, 140]);
    expect(of('area', [-60, -140])).toEqual([-140, 0]);
    expect(of('line', [null])).toEqual([0, 1]);
  });

  test('stacks grow up and down from zero', () => {
    const shown = chartOf({
      kind: 'bar',
      labels: ['a'],
      series: [series('A', [3]), series('B', [-2]), series('C', [4]), series('D', [-1])],
    }).series;
    expect(stacksOf(shown, true)).toEqual([[[0, 3]], [[0, -2]], [[3, 7]], [[-2, -3]]]);
  });
});

describe('where things stand', () => {
  test('bars within their band and above zero', () => {
    const chart = chartOf({
      kind: 'bar',
      labels: ['a', 'b'],
      series: [series('A', [2, -1]), series('B', [1, null])],
    });
    const layout = layoutOf(chart, chart.series, 400, 300);
    expect(layout.bars).toHaveLength(3);
    for (const bar of layout.bars) {
      expect(bar.x).toBeGreaterThanOrEqual(layout.left);
      expect(bar.x + bar.width).toBeLessThanOrEqual(layout.right);
    }
    const [up, down] = [layout.bars[0], layout.bars[1]];
    expect((up?.y ?? 0) + (up?.height ?? 0)).toBeCloseTo(layout.zero ?? -1);
    expect(down?.y).toBeCloseTo(layout.zero ?? -1);
  });

  test('ticks do not touch each other, and stay on the screen', () => {
    const labels = Array.from({ length: 180 }, (_, day) => new Date(Date.UTC(2026, 5, 15 + day)));
    const chart = chartOf({
      kind: 'line',
      labelType: 'date',
      labels,
      series: [series('A', labels.map(Number))],
    });
    for (const width of [300, 640, 1200]) {
      const { xTicks, right } = layoutOf(chart, chart.series, width, 300);
      xTicks.forEach(({ at, text }, index) => {
        const next = xTicks[index + 1];
        if (next) expect(next.at - at).toBeGreaterThan(((text.length + next.text.length) / 2) * 6);
        expect(at).toBeLessThanOrEqual(right);
      });
      expect(xTicks.length).toBeGreaterThan(2);
    }
  });

  test('a line breaks where there is nothing; a point by itself is a dot', () => {
    const at = (x: number) => ({ x, y: x, base: 100 });
    const points = [at(0), at(10), null, at(30), null, at(50), at(60)];
    expect(lineOf(points)).toBe('M0 0L10 10M30 30M50 50L60 60');
    expect(areaOf(points)).toBe('M0 0L10 10L10 100L0 100ZM50 50L60 60L60 100L50 100Z');
    expect(lonely(points)).toEqual([at(30)]);
    expect(lineOf([])).toBe('');
  });

  test('nothing at all, and one point', () => {
    const none = chartOf({ kind: 'bar', labels: [], series: [] });
    expect(layoutOf(none, none.series, 300, 200).bars).toEqual([]);
    const one = chartOf({ kind: 'line', labelType: 'number', labels: [5], series: [series('A', [7])] });
    const { places, left, right } = layoutOf(one, one.series, 300, 200);
    expect(places).toEqual([left + (right - left) / 2]);
  });
});

describe('slices', () => {
  const chart = chartOf({
    kind: 'pie',
    labels: ['a', 'b', 'c', 'd'],
    series: [series('A', [3, 0, 1, null])],
  });

  test('add up to the whole, without empty and hidden ones', () => {
    const slices = slicesOf(chart, new Set());
    expect(slices.map(({ index, share }) => [index, share])).toEqual([
      [0, 0.75],
      [2, 0.25],
    ]);
    expect(slices[1]?.to).toBeCloseTo(2 * Math.PI);
    expect(slicesOf(chart, new Set([0])).map(({ share }) => share)).toEqual([1]);
    expect(slicesOf(chartOf({ kind: 'pie' }), new Set())).toEqual([]);
  });

  test('their outlines are arcs; a whole circle is one too', () => {
    expect(outline({ from: 0, to: Math.PI / 2 }, 10, 10, 0)).toBe('M10 0A10 10 0 0 1 20 10L10 10Z');
    expect(outline({ from: 0, to: 2 * Math.PI }, 10, 10, 5)).toMatch(
      /^M10 0A10 10 0 1 1 10 0L10 5A5 5 0 1 0 10 5Z$/,
    );
  });
});
