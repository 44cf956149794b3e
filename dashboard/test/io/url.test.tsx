import { describe, expect, test } from 'vitest';
import * as rare from '../../src/io/rare';
import type { Renderer } from '../../src/io/types';
import { t } from '../../src/text/t';
import { answerOf, byLabel, component, draw, type } from './screen';

const Address: Renderer = rare.URL;

describe('URL', () => {
  const site = component({}, { label: 'Website' });

  test('names the host it leads to, as the browser reads it', () => {
    const screen = draw(Address, site);
    const box = byLabel(screen.place, 'Website') as HTMLInputElement;
    expect(box.type).toBe('url');
    type(box, 'https://bücher.example/a');
    expect(screen.place.textContent).toContain('xn--bcher-kva.example');
    type(box, `https://${'long-'.repeat(9)}name.example/`);
    expect(screen.place.textContent).toMatch(/…[a-z-]*name\.example/);
    type(box, 'https://good.example@evil.example');
    expect(screen.place.textContent).not.toContain('evil.example');
  });

  const bad = 'Enter a valid address.';
  const protocols = 'Enter an address that begins with http: or https:.';
  const login = 'Enter an address without a user name or password in it.';
  test.each([
    [' https://example.org/path/%20x ', undefined],
    ['HTTP://EXAMPLE.org:8080', undefined],
    ['http://[::1]/', undefined],
    ['not a url', bad],
    ['example.org', bad],
    ['//example.org', bad],
    ['https://', bad],
    ['https:example.org', bad],
    ['https:/example.org', bad],
    ['https://%65vil.example', bad],
    ['https://example.org/a b', bad],
    ['https://example.org:99999', bad],
    ['https:\\\\evil.example', bad],
    ['https://good.example\\@evil.example', bad],
    ['https://good.example/\u202egnp.exe', bad],
    ['java\nscript:alert(1)', bad],
    ['javascript:alert("http://")', protocols],
    ['JAVASCRIPT:alert(1)', protocols],
    ['data:text/html,https:', protocols],
    ['ftp://example.org', protocols],
    ['https://ada:secret@example.org', login],
    ['https://@example.org', login],
  ])('%j → %j', (typed, problem) => {
    expect(Address.validate?.(site, typed, t)).toBe(problem);
  });

  test('only what the host allows', () => {
    const contact = component({ allowedProtocols: ['mailto', 'tel', 'ftp'] });
    expect(Address.validate?.(contact, 'mailto:ana@example.com', t)).toBeUndefined();
    expect(Address.validate?.(contact, 'mailto:', t)).toBe(bad);
    expect(Address.validate?.(contact, 'https://example.com', t)).toBe(
      'Enter an address that begins with mailto:, tel:, or ftp:.',
    );
  });

  test('spaces around it are not sent, and it is text when it is over', () => {
    expect(answerOf(Address, site, ' https://example.org ')).toBe('https://example.org');
    expect(answerOf(Address, site, '  ')).toBeNull();
    expect(Address.initial?.(component({ defaultValue: 'https://example.org/' }))).toBe(
      'https://example.org/',
    );
    expect(Address.summarize?.(site, 'https://example.org/', t)).toBe('https://example.org/');
    expect(draw(Address, site, { readOnly: true, value: 'https://example.org/' }).place.textContent).toBe(
      'Websitehttps://example.org/',
    );
  });
});
