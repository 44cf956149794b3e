import { describe, expect, test, vi } from 'vitest';
import * as displays from '../../src/io/displays';
import * as media from '../../src/io/media';
import { shell } from '../../src/wire/shell';
import type { Shell } from '../../src/wire/protocol.gen';
import { mediaSource } from '../../src/wire/media';
import { act } from 'react';
import { button, click, component, draw } from './screen';

const { Image, Video } = media;

describe('pictures and films', () => {
  test('only from here, from content of their kinds, and from hosts that are configured', () => {
    const here = location.origin;
    const allowed = ['https://pictures.example.com', 'http://localhost:9000'];
    const fine = [
      '/receipts/1.png',
      'receipts/1.png',
      `${here}/1.png`,
      'data:image/png;base64,AAAA',
      'data:video/mp4;base64,AAAA',
      'https://pictures.example.com/1.png',
      'http://localhost:9000/1.png',
    ];
    for (const url of fine) expect([url, mediaSource(url, allowed)]).toEqual([url, url]);
    const refused = [
      undefined,
      '',
      'javascript:alert(1)',
      'JaVa\tScript:alert(1)',
      'data:text/html;base64,AAAA',
      'data:image/svg+xml;base64,AAAA',
      'data:image/png,AAAA',
      'blob:https://pictures.example.com/1',
      'http://pictures.example.com/1.png',
      'https://pictures.example.com.evil.test/1.png',
      '//evil.test/1.png',
      'https://evil.test/1.png',
      'ftp://pictures.example.com/1.png',
      'https://',
    ];
    for (const url of refused) expect([url, mediaSource(url, allowed)]).toEqual([url, undefined]);
    expect(mediaSource('https://evil.test/1.png', ['https:'])).toBe('https://evil.test/1.png');
    expect(mediaSource('http://evil.test/1.png', ['https:'])).toBeUndefined();
  });

  test('a picture has its words, its size by name and a button that enlarges it', () => {
    const of = component(
      { url: '/1.png', alt: 'A receipt', width: 'large', height: 'large' },
      { label: 'Receipt' },
    );
    const { place } = draw(Image, of);
    expect(place.querySelector('figcaption')?.textContent).toBe('Receipt');
    const img = place.querySelector('img');
    expect([img?.getAttribute('src'), img?.alt]).toEqual(['/1.png', 'A receipt']);
    expect(place.querySelector('[data-size]')?.getAttribute('data-size')).toBe('large');
    click(place.querySelector('button') as HTMLElement);
    expect(place.querySelector('dialog img')?.getAttribute('src')).toBe('/1.png');
    click(button(place, 'Close'));
    expect(place.querySelector('dialog')).toBeNull();
  });

  test('in the place of a picture that cannot be had stands what it shows', () => {
    const { place, redraw } = draw(Image, component({ url: '/1.png', alt: 'A receipt', width: 'huge' }));
    expect(place.querySelector('[data-size]')?.getAttribute('data-size')).toBe('medium');
    act(() => void place.querySelector('img')?.dispatchEvent(new Event('error')));
    expect(place.textContent).toContain('“A receipt” could not be loaded.');
    redraw(component({ url: '/2.png', alt: 'Another' }));
    expect(place.querySelector('img')?.getAttribute('src')).toBe('/2.png');
    redraw(component({ url: 'https://elsewhere.test/2.png', alt: 'Another' }));
    expect(place.querySelector('img')).toBeNull();
    expect(place.querySelector('a')?.textContent).toContain('elsewhere.test');
    redraw(component({ url: 'javascript:alert(1)' }, { label: 'Odd' }));
    expect(place.textContent).toContain('“Odd”');
    expect(place.querySelector('a')).toBeNull();
  });

  test('the configured hosts come with the shell', () => {
    shell.set({ mediaHosts: ['https://pictures.example.com'] } as Shell);
    const { place } = draw(Image, component({ url: 'https://pictures.example.com/1.png', alt: 'A receipt' }));
    expect(place.querySelector('img')).not.toBeNull();
    shell.set(null);
  });

  test('a film never starts by itself', () => {
    const { place } = draw(Video, component({ url: '/1.webm', alt: 'A walk', loop: true, muted: true }));
    const video = place.querySelector('video') as HTMLVideoElement;
    expect([video.loop, video.muted, video.autoplay, video.controls]).toEqual([true, true, false, true]);
    expect(video.getAttribute('aria-label')).toBe('A walk');
  });
});

test('markup stands under its label and is cleaned', async () => {
  const { place } = draw(displays.HTML, component({ html: '<p>Hi <em>you</em></p>' }, { label: 'Note' }));
  expect(place.querySelector('section')?.getAttribute('aria-label')).toBe('Note');
  await vi.waitFor(() => expect(place.querySelector('em')?.textContent).toBe('you'));
});
