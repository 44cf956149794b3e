import { expect, test } from 'vitest';
import { Below } from '../src/pages/Below';
import '../src/text/screens';
import type { Route } from '../src/wire/protocol.gen';
import { mount } from './io/screen';

const route = (slug: string, more: Partial<Route> = {}): Route => ({
  slug,
  name: slug,
  kind: 'page',
  ...more,
});

test('what stands below is listed, and what is not for lists is left out', () => {
  const children = [route('a'), route('b', { unlisted: true }), route('c', { kind: 'group' })];
  const { place } = mount(<Below route={route('top', { children })} />);
  expect([...place.querySelectorAll('a')].map((link) => link.textContent)).toEqual(['a']);
  expect(place.textContent).not.toContain('Nothing');
});

test('where nothing is that is said, unless the page has said something', () => {
  const children = [route('b', { unlisted: true })];
  expect(mount(<Below route={route('top', { children })} />).place.textContent).toBe('Nothing is here yet.');
  expect(mount(<Below route={route('top')} said="All is well." />).place.textContent).toBe('');
});
