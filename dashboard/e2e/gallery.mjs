// Ways through the gallery.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { desktop } from './browser.mjs';

/** How components are looked at. */
export const views = {
  'a desktop': desktop,
  'a desktop in the dark': { ...desktop, colorScheme: 'dark' },
  'a small phone': { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true },
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

/** Fails when the page has to be scrolled sideways. */
export async function assertFits(page, where) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(over <= 0, `${where} is ${over} px too wide`);
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
