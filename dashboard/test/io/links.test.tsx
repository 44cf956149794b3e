import { act } from 'react';
import { describe, expect, test } from 'vitest';
import * as displays from '../../src/io/displays';
import { jsonText } from '../../src/io/Object';
import { sizeText } from '../../src/io/Link';
import { Files } from '../../src/ui/files';
import { Slot } from '../../src/run/Slot';
import { answeredForm } from '../../src/run/form';
import type { Renderer } from '../../src/io/types';
import { button, click, component, draw, mount } from './screen';

const { Heading, Link, Object: Tree } = displays;

describe('a file to save', () => {
  const of = component({ download: 'prices.csv', size: 4500, theme: 'primary' }, { label: 'Price list' });

  test('is a button that says what comes; it is asked for once at a time', async () => {
    const asked: unknown[] = [];
    let answer: (file: { path: string; name: string }) => void = () => {};
    const clicks: string[] = [];
    const listen = (event: MouseEvent) => {
      const link = event.target as HTMLAnchorElement;
      if (!link.download) return;
      event.preventDefault();
      clicks.push(`${link.getAttribute('href')} ${link.download}`);
    };
    document.addEventListener('click', listen);
    const found = Link as Renderer;
    const { place } = mount(
      <Files
        value={(request) => {
          asked.push(request);
          return new Promise((resolve) => {
            answer = resolve;
          });
        }}
      >
        <Slot
          form={answeredForm([of], [found], [])}
          index={0}
          component={of}
          found={found}
          groupKey="g"
          callId="c"
          locked={false}
          readOnly
          sendState={() => {}}
        />
      </Files>,
    );
    expect(place.textContent).toBe('Price listprices.csv · 4.5 kB');
    const press = button(place, 'Price list');
    click(press);
    click(press);
    expect(asked).toEqual([{ groupKey: 'g', index: 0, format: undefined, state: undefined }]);
    expect(press.getAttribute('aria-busy')).toBe('true');
    await act(async () => answer({ path: '-/downloads/1', name: 'prices.csv' }));
    expect(clicks).toEqual(['/-/downloads/1 prices.csv']);
    expect(press.getAttribute('aria-busy')).toBeNull();
    document.removeEventListener('click', listen);
  });

  test('cannot be pressed where nobody can be asked', () => {
    const { place } = draw(Link, of);
    expect(button(place, 'Price list').disabled).toBe(true);
  });

  test('behind an address of ours is an ordinary link that saves', () => {
    const inside = draw(Link, component({ url: '/files/1.pdf', download: 'a.pdf' }, { label: 'File' })).place;
    expect(inside.querySelector('a')?.download).toBe('a.pdf');
    const outside = draw(
      Link,
      component({ url: 'https://example.com/1', download: 'a' }, { label: 'File' }),
    ).place;
    expect(outside.querySelector('a')?.download).toBe('');
    expect(outside.querySelector('a')?.target).toBe('_blank');
  });

  test('sizes as people write them', () => {
    expect([0, 1, 999, 1000, 45_600, 1_088_895, 12e9, 5e12].map(sizeText)).toEqual([
      '0 bytes',
      '1 byte',
      '999 bytes',
      '1 kB',
      '46 kB',
      '1.1 MB',
      '12 GB',
      '5,000 GB',
    ]);
  });
});

test('links beside a heading: themes, and what is disabled', () => {
  const menuItems = [
    { label: 'Go', route: 'a' },
    { label: 'Main', route: 'b', theme: 'primary' },
    { label: 'Gone', disabled: true },
    { label: 'Bad', url: 'javascript:alert(1)' },
  ];
  const { place } = draw(Heading, component({ menuItems }, { label: 'Top' }));
  expect([...place.querySelectorAll('a')].map((a) => a.getAttribute('href'))).toEqual(['/a', '/b']);
  expect(button(place, 'Gone').disabled).toBe(true);
  expect(place.textContent).toContain('Bad');
});

describe('an object', () => {
  test('a long list is drawn in parts, and only once it is unfolded', () => {
    const list = Array.from({ length: 250 }, (_, index) => `Item ${index}`);
    const { place } = draw(Tree, component({ data: { list } }));
    expect(place.querySelectorAll('li')).toHaveLength(1);
    const details = place.querySelector('details') as HTMLDetailsElement;
    act(() => {
      details.open = true;
      details.dispatchEvent(new Event('toggle'));
    });
    expect(place.querySelectorAll('details li')).toHaveLength(101);
    click(button(place, 'Show 100 more'));
    click(button(place, 'Show 50 more'));
    expect(place.querySelectorAll('details li')).toHaveLength(250);
    expect(place.querySelector('details button')).toBeNull();
  });

  test('as JSON it keeps every digit', () => {
    const data = {
      large: 123456789012345678901234567890n,
      none: null,
      map: new Map<unknown, unknown>([
        [9, 5n],
        [new Date(0), 'x'],
      ]),
      set: new Set(['a']),
    };
    expect(JSON.parse(jsonText(data).replace('123456789012345678901234567890', '"big"'))).toEqual({
      large: 'big',
      none: null,
      map: { 9: 5, '1970-01-01T00:00:00.000Z': 'x' },
      set: ['a'],
    });
    expect(jsonText(undefined)).toBe('null');
  });
});
