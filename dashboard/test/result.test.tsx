import { describe, expect, test } from 'vitest';
import '../src/text/screens';
import { doneIn, Redirect } from '../src/run/Result';
import { mount } from './io/screen';

test.each([
  [0, 'Done in less than a second'],
  [999, 'Done in less than a second'],
  [1000, 'Done in 1 s'],
  [125_000, 'Done in 2 min 5 s'],
])('a run of %i ms', (took, want) => {
  expect(doneIn(took)).toBe(want);
});

describe('where a run led', () => {
  test('another site is named by its host, and opened in a tab of its own', () => {
    const { place } = mount(<Redirect target={{ url: 'https://carrier.example/parcels/7' }} />);
    const link = place.querySelector('a');
    expect(link?.textContent?.trim()).toBe('Open carrier.example');
    expect([link?.target, link?.rel]).toEqual(['_blank', 'noreferrer noopener']);
  });

  test.each(['javascript:alert(1)', 'java\nscript:alert(1)', 'data:text/html,x', 'vbscript:x', 'http://'])(
    'no link leads to %j',
    (url) => {
      const { place } = mount(<Redirect target={{ url }} />);
      expect(place.querySelector('a, button')).toBeNull();
      expect(place.textContent).toBe('It led somewhere that is not there any more.');
    },
  );
});
