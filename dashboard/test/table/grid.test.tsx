import { act } from 'react';
import { describe, expect, test, vi } from 'vitest';
import * as tables from '../../src/io/tables';
import type { Renderer } from '../../src/io/types';
import { button, click, component, draw } from '../io/screen';

const renderer = tables.Grid as Renderer;

const cards = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    key: String(index),
    data: {
      label: `Cup ${index}`,
      description: index % 2 ? 'Blue' : 'Red',
      route: 'cups',
      params: { id: index },
    },
  }));

const names = (place: HTMLElement) => [...place.querySelectorAll('li[data-key] a')].map((a) => a.textContent);

describe('a grid', () => {
  test('draws cards as links, with pictures where they may come from', () => {
    const data = [
      {
        key: 'a',
        data: {
          label: 'Cup',
          image: { url: '/1.png', alt: 'A cup', fit: 'contain', aspectRatio: 2 },
          url: 'https://example.com/',
          menu: [{ label: 'Delete', route: 'x', theme: 'danger' }],
        },
      },
      {
        key: 'b',
        data: { title: 'Old name', image: { url: 'https://elsewhere.test/1.png', alt: 'Far away' } },
      },
      { key: 'c', data: { label: 'Bad', url: 'javascript:alert(1)' } },
    ];
    const { place } = draw(
      renderer,
      component({ data, totalRecords: 3, idealColumnWidth: 200 }, { label: 'Cups', isStateful: true }),
    );
    expect(place.querySelector('ul')?.getAttribute('aria-label')).toBe('Cups');
    expect((place.querySelector('ul') as HTMLElement).style.gridTemplateColumns).toContain('200px');
    expect(
      [...place.querySelectorAll('img')].map((img) => [img.getAttribute('src'), img.dataset.fit]),
    ).toEqual([['/1.png', 'contain']]);
    expect([...place.querySelectorAll('a')].map((a) => [a.getAttribute('href'), a.target])).toEqual([
      ['https://example.com/', '_blank'],
    ]);
    expect(place.textContent).toContain('Far away');
    expect(place.textContent).toContain('Old name');
    act(() => void place.querySelector('img')?.dispatchEvent(new Event('error')));
    expect(place.querySelector('img')).toBeNull();
    expect(place.textContent).toContain('A cup');
    expect(button(place, 'Actions for Cup')).toBeTruthy();
  });

  test('asks the host for another page and another search', () => {
    vi.useFakeTimers();
    const of = component({ data: cards(20), totalRecords: 45 }, { label: 'Cups', isStateful: true });
    const { place, states } = draw(renderer, of);
    expect(place.textContent).toContain('1–20 of 45');
    click(button(place, 'Next'));
    expect(states).toEqual([{ offset: 20, pageSize: 20 }]);
    const box = place.querySelector('input[type=search]') as HTMLInputElement;
    act(() => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(box, 'blue');
      box.dispatchEvent(new Event('input', { bubbles: true }));
      vi.advanceTimersByTime(400);
    });
    expect(states.at(-1)).toEqual({ queryTerm: 'blue', offset: 0, pageSize: 20 });
    vi.useRealTimers();
  });

  test('searches and pages what is at hand where nobody can be asked', () => {
    const of = component(
      { data: cards(30), totalRecords: 30, defaultPageSize: 8 },
      { label: 'Cups', isStateful: true },
    );
    const { place, states } = draw(renderer, of, { readOnly: true });
    expect(names(place)).toHaveLength(8);
    click(button(place, 'Next'));
    expect(names(place)[0]).toBe('Cup 8');
    expect(states).toEqual([]);
  });

  test('asks for the first cards of a host that waits for that', () => {
    const of = component({ data: [], isAsync: true }, { label: 'Cups', isStateful: true });
    const { states, place, redraw } = draw(renderer, of);
    expect(states).toEqual([{ offset: 0, pageSize: 20 }]);
    redraw(of, { state: states[0], stale: true });
    expect(place.querySelectorAll('li[aria-hidden=true]')).toHaveLength(8);
    redraw(component({ data: [], isAsync: true, totalRecords: 0 }, { isStateful: true }), {
      state: states[0],
    });
    expect(place.textContent).toContain('Nothing here yet.');
  });

  test('cards that are on their way have their places kept, and are not counted', () => {
    const of = (props: object) => component({ isAsync: true, ...props }, { label: 'Cups', isStateful: true });
    const { place, redraw, states } = draw(renderer, of({ data: [], loading: true }));
    expect(place.textContent).toContain('Loading cards…');
    expect(place.textContent).not.toContain('Nothing here yet.');
    expect(place.querySelectorAll('li[aria-hidden=true]')).toHaveLength(8);
    expect(place.querySelector('[aria-busy=true]')).not.toBeNull();
    expect(place.querySelector('output')).toBeNull();
    expect(states).toEqual([]);
    redraw(of({ data: cards(2), totalRecords: 2 }));
    expect(names(place)).toHaveLength(2);
    expect(place.querySelector('output')?.textContent).toBe('2 cards');
    expect(place.querySelector('[aria-busy=true]')).toBeNull();
  });

  test('its state is written in an address and read from it', () => {
    const of = component({ data: cards(20), totalRecords: 45 });
    const state = { queryTerm: 'blue', offset: 20, pageSize: 50 };
    const query = renderer.toQuery?.(state, of) ?? {};
    expect(query).toEqual({ q: 'blue', offset: '20', size: '50' });
    expect(renderer.fromQuery?.(new URLSearchParams(query), of)).toEqual(state);
    expect(renderer.fromQuery?.(new URLSearchParams('size=many&offset=-1'), of)).toBeUndefined();
  });

  test('without a search where the host has none', () => {
    const { place } = draw(renderer, component({ data: cards(1), isFilterable: false }));
    expect(place.querySelector('input')).toBeNull();
  });
});
