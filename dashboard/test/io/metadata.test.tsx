import { describe, expect, test } from 'vitest';
import { act } from 'react';
import * as displays from '../../src/io/displays';
import { component, draw } from './screen';

const { Metadata } = displays;

describe('metadata', () => {
  test('a value still to come is grey, then there; one that never came is empty', () => {
    const of = component({ data: [{ label: 'Orders', value: undefined }] }, { label: 'Customer' });
    const { place, redraw } = draw(Metadata, of);
    expect(place.querySelector('dl')?.getAttribute('aria-busy')).toBe('true');
    expect(place.querySelector('dd [aria-hidden=true]')).not.toBeNull();
    redraw(of, { readOnly: true });
    expect(place.querySelector('dl')?.getAttribute('aria-busy')).toBeNull();
    expect(place.querySelector('dd')?.textContent).toBe('–');
    redraw(component({ data: [{ label: 'Orders', value: 0 }] }, { label: 'Customer' }));
    expect(place.querySelector('dl')?.getAttribute('aria-busy')).toBeNull();
    expect(place.querySelector('dd')?.textContent).toBe('0');
  });

  test('what could not be loaded says so in its place', () => {
    const data = [
      { label: 'A', value: null, error: 'Nobody knows.' },
      { label: 'B', error: true },
    ];
    const { place } = draw(Metadata, component({ data }));
    expect([...place.querySelectorAll('dd')].map((dd) => dd.textContent?.trim())).toEqual([
      'Nobody knows.',
      'Could not load',
    ]);
  });

  test.each(['grid', 'list', 'card'])('as a %s, with a picture beside the value', (layout) => {
    const data = [{ label: 'Seller', value: 'Ben', image: { url: '/ben.png', alt: '' }, route: 'people' }];
    const { place } = draw(Metadata, component({ data, layout }));
    expect(place.querySelector('img')?.getAttribute('src')).toBe('/ben.png');
    expect(place.querySelector('a')?.textContent).toBe('Ben');
    act(() => void place.querySelector('img')?.dispatchEvent(new Event('error')));
    expect(place.querySelector('dd')?.textContent).toBe('Ben');
  });

  test('a layout that nobody knows is a grid, and a heading is not said twice', () => {
    const { place } = draw(Metadata, component({ data: [], layout: 'spiral' }, { label: 'Customer' }), {
      title: 'Customer',
    });
    expect(place.querySelector('dl')?.className).not.toBe('');
    expect(place.querySelector('h2')).toBeNull();
    expect(place.querySelector('section')?.getAttribute('aria-label')).toBe('Customer');
  });
});
