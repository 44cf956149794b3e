// Ways through the gallery.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertAccessible, assertFits, desktop, phone, signIn } from './browser.mjs';
import { startGallery } from './program.mjs';

/** Starts an action of the gallery and waits for its first question. */
export async function begin(page, gallery, slug) {
  await page.goto(gallery.url + slug);
  await page.getByRole('button', { name: 'Start' }).click();
  await page.locator('section [data-slot]').first().waitFor();
}

/** Presses the button that answers. */
export const proceed = (page) => page.getByRole('button', { name: /^Continue/ }).click();

/** The message at a field with this text is there. */
export const refused = (page, text) => page.locator('[id$="-error"]', { hasText: text }).first().waitFor();

const spaced = (text) => text.replaceAll(/\s+/g, ' ');

/**
 * The run has ended with these texts in its result, whatever the space between words.
 * A result that is drawn as a tree comes after its heading: its renderer is fetched first.
 */
export async function resulted(page, ...texts) {
  await page.getByRole('heading', { level: 2, name: 'Done' }).waitFor();
  for (const text of texts.map(spaced)) {
    await page.waitForFunction(includes, text).catch(async () => {
      assert.fail(`${text} is not in the result: ${spaced(await page.locator('#result').innerText())}`);
    });
  }
}

/** Runs in the page. */
const includes = (text) =>
  document.querySelector('#result')?.innerText.replaceAll(/\s+/g, ' ').includes(text);

/** What a browser with these options is called in the names of tests. */
const looks = {
  'a desktop': desktop,
  'a desktop in the dark': { ...desktop, colorScheme: 'dark' },
  'a small phone': { ...phone, viewport: { width: 360, height: 780 } },
  'a small phone in the dark': { ...phone, viewport: { width: 360, height: 780 }, colorScheme: 'dark' },
};

/**
 * A test on each kind of screen: axe finds nothing and nothing is too wide, in any
 * of these actions. Each may have a function that brings the page to where it is
 * to be looked at.
 * @param {Record<string, ((page: import('playwright-core').Page) => Promise<void>) | undefined>} actions
 */
export function looksWell(what, actions) {
  for (const [name, options] of Object.entries(looks)) {
    test(`${what} are accessible and fit on ${name}`, async (t) => {
      const gallery = await startGallery(t);
      const { page } = await signIn(t, gallery, options);
      for (const [slug, prepare] of Object.entries(actions)) {
        await begin(page, gallery, slug);
        await prepare?.(page);
        await assertAccessible(page, `${slug} on ${name}`);
        await assertFits(page, `${slug} on ${name}`);
        const folder = process.env['STAGEDOOR_LOOK'];
        const file = `${slug.replaceAll('/', '-')} on ${name}.png`;
        if (folder) await page.screenshot({ path: join(folder, file), fullPage: true });
      }
    });
  }
}

/** How components are looked at. */
export const views = {
  'a desktop': desktop,
  'a desktop in the dark': { ...desktop, colorScheme: 'dark' },
  'a small phone': { ...phone, viewport: { width: 360, height: 780 } },
};

/** Starts an action of the gallery. */
export async function open(page, gallery, slug) {
  await page.goto(gallery.url + slug);
  await page.getByRole('button', { name: 'Start' }).click();
  await page.waitForURL(/\/-\/runs\//);
}

/** Presses what saves a file, and reads what was saved. */
export async function saved(page, press) {
  const [file] = await Promise.all([page.waitForEvent('download'), press()]);
  const path = await file.path();
  return { name: file.suggestedFilename(), path, content: await readFile(path, 'utf8') };
}

/** Keeps a picture of the page to look at, where STAGEDOOR_LOOK names a folder. */
export async function look(page, name) {
  const folder = process.env['STAGEDOOR_LOOK'];
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({
    path: join(folder, `${name.replaceAll(/[^a-z0-9]+/gi, '-')}.png`),
    fullPage: true,
  });
}
