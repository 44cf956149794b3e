import { act } from 'react';
import { describe, expect, test } from 'vitest';
import * as Chart from '../../src/io/Chart';
import type { Renderer } from '../../src/io/types';
import { button, click, component, draw, key } from './screen';

const renderer = Chart as Renderer;

const props = {
  kind: 'line',
  axis: 'Day',
  labelType: 'date',
  labels: ['2026-11-22', '2026-11-23'],
  series: [
    { label: 'Refunds', values: [4500, 0] },
    { label: 'Credits', values: [null, 250] },
  ],
  currency: 'USD',
};

const slider = (place: HTMLElement) => place.querySelector<HTMLElement>('[role=slider]') as HTMLElement;
const said = (place: HTMLElement) => slider(place).getAttribute('aria-valuetext');

describe('a chart', () => {
  test('says its points by keys, and shows them', () => {
    const { place } = draw(renderer, component(props, { label: 'Sums' }));
    expect(slider(place).getAttribute('aria-label')).toBe('Sums, point by point');
    expect(place.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
    key(slider(place), 'End');
    expect(said(place)).toBe('Nov 23, 2026: Refunds 0.00\u00a0USD, Credits 2.50\u00a0USD');
    expect(place.querySelectorAll('svg circle')).toHaveLength(3); // a point by itself, and two marks
    key(slider(place), 'ArrowRight');
    expect(slider(place).getAttribute('aria-valuenow')).toBe('2');
    key(slider(place), 'Home');
    expect(said(place)).toContain('Nov 22');
    key(slider(place), 'Escape');
    expect(place.querySelectorAll('svg circle')).toHaveLength(1);
  });

  test('hides and shows a series, but never all', () => {
    const { place } = draw(renderer, component(props));
    const lines = () => place.querySelectorAll('[role=slider] path').length;
    expect(lines()).toBe(2);
    click(button(place, 'Credits'));
    expect(lines()).toBe(1);
    expect(said(place)).not.toContain('Credits');
    click(button(place, 'Refunds'));
    expect(lines()).toBe(1);
    click(button(place, 'Credits'));
    expect(lines()).toBe(2);
  });

  test('has its numbers as a table for everybody who wants it, and always for screen readers', () => {
    const { place } = draw(renderer, component(props, { label: 'Sums' }));
    const cells = () =>
      [...place.querySelectorAll('tbody tr')].map((tr) => [...tr.children].map((td) => td.textContent));
    expect(cells()).toEqual([
      ['Nov 22, 2026', '45.00\u00a0USD', '–'],
      ['Nov 23, 2026', '0.00\u00a0USD', '2.50\u00a0USD'],
    ]);
    expect(place.querySelector('table')?.parentElement?.className).toBe('hide');
    click(button(place, 'Show as table'));
    expect(place.querySelector('table')?.parentElement?.className).not.toBe('hide');
    expect(button(place, 'Hide the table').getAttribute('aria-expanded')).toBe('true');
  });

  test.each(['area', 'bar', 'line'])('as %s, also without numbers and with odd ones', (kind) => {
    const odd = { ...props, kind, series: [{ label: 'A', values: ['x', null] }] };
    expect(draw(renderer, component(odd)).place.textContent).toContain('No numbers for this period.');
    expect(draw(renderer, component({ kind })).place.textContent).toContain('No numbers for this period.');
    expect(
      draw(renderer, component({ ...props, kind })).place.querySelectorAll('[role=slider] path, rect').length,
    ).toBeGreaterThan(1);
  });

  test('a pie is looked at slice by slice; its legend says the shares', () => {
    const pie = { kind: 'donut', labels: ['Lisbon', 'Porto'], series: [{ label: 'Sent', values: [3, 1] }] };
    const { place } = draw(renderer, component(pie, { label: 'Sent' }));
    expect(place.querySelector('svg text')?.textContent).toBe('4');
    key(slider(place), 'ArrowRight');
    expect(said(place)).toBe('Lisbon: 3 (75%)');
    expect(place.querySelector('svg text')?.textContent).toBe('3');
    click(button(place, 'Lisbon3 · 75%'));
    expect(button(place, 'Porto1 · 100%')).toBeTruthy();
    act(() => slider(place).blur());
    expect(
      draw(renderer, component({ ...pie, series: [{ label: 'Sent', values: [0, 0] }] })).place.textContent,
    ).toContain('No numbers');
  });
});
