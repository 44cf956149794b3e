import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import en from '../src/text/en.json';
import enIO from '../src/text/en.io.json';
import enScreens from '../src/text/en.screens.json';
import '../src/text/screens';
import { t } from '../src/text/t';

function sources(folder = 'src'): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.gen.ts') && !path.includes('.test.'))
    .map((path) => join(folder, path));
}

const texts = new Map(sources().map((path) => [path, readFileSync(path, 'utf8')]));
const keys = [en, enScreens, enIO].flatMap((words) => Object.keys(words));

describe('the catalogue', () => {
  test('every key is used', () => {
    const all = [...texts.values()].join('\n');
    const dynamic = [...all.matchAll(/`((?:[\w]+\.)+)\$\{/g)].map((match) => match[1] ?? '');
    const unused = keys.filter((key) => {
      if (all.includes(`'${key}'`)) return false;
      return !dynamic.some((prefix) => key.startsWith(prefix));
    });
    expect(unused).toEqual([]);
  });

  test('every key that is used exists', () => {
    const missing: string[] = [];
    for (const [path, text] of texts) {
      for (const match of text.matchAll(/\bt\(\s*'([^']+)'/g)) {
        if (!keys.includes(match[1] ?? '')) missing.push(`${path}: ${match[1]}`);
      }
    }
    expect(missing).toEqual([]);
  });

  test('no key stands in two files', () => {
    expect(keys.filter((key, index) => keys.indexOf(key) < index)).toEqual([]);
  });

  test('there is no literal text in what is drawn', () => {
    const found: string[] = [];
    for (const [path, text] of texts) {
      if (!path.endsWith('.tsx')) continue;
      for (const match of text.matchAll(/>\s*([A-Z][\p{L}’' ]{2,}[.!?…]?)\s*(?:<[/a-z]|\{)/gu))
        found.push(`${path}: ${match[1]}`);
      for (const match of text.matchAll(/\s(?:aria-label|placeholder|title|alt)="([^"]+)"/g)) {
        found.push(`${path}: ${match[1]}`);
      }
    }
    expect(found).toEqual([]);
  });

  test('sentences take values and plurals', () => {
    expect(t('loading.count', { done: 3, total: 5 })).toBe('3 of 5');
    expect(t('top.running', { count: 1 })).toBe('1 run in progress');
    expect(t('top.running', { count: 2 })).toBe('2 runs in progress');
    expect(t('top.running', { count: 12_345 })).toBe('12,345 runs in progress');
    expect(t('loading.count', { done: 1000, total: '1000' })).toBe('1,000 of 1000');
    expect(t('result.back', { name: '{name}' })).toBe('Back to {name}');
  });
});
