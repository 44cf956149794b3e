import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertFits, desktop, phone, signIn } from './browser.mjs';
import { look, open } from './gallery.mjs';
import { startGallery } from './program.mjs';

const actions = ['shown', 'listed', 'asked', 'chosen', 'confirmed', 'approved', 'told'];
const screens = {
  'a desktop': desktop,
  'a small phone': { ...phone, viewport: { width: 360, height: 780 } },
};

/**
 * Runs in the page: what stands out of its parts. That is how much further to the
 * side a text or button reaches than its box or the screen, unless something between
 * scrolls, or cuts with dots.
 */
function standingOut() {
  const right = document.documentElement.clientWidth;
  const scrolls = (el) => {
    for (let it = el; it; it = it.parentElement)
      if (getComputedStyle(it).overflowX !== 'visible') return true;
    return false;
  };
  const wider = (el) => el.clientWidth > 1 && el.scrollWidth > el.clientWidth + 1;
  return [...document.querySelectorAll('body *')]
    .filter((el) => !scrolls(el) && !el.closest('svg'))
    .filter((el) => wider(el) || el.getBoundingClientRect().right > right + 1)
    .map((el) => `<${el.localName} class="${el.className}"> ${el.scrollWidth} in ${el.clientWidth}`);
}

/** All parts of the page are there, also those that are fetched when they are needed. */
async function drawn(page) {
  await page.getByRole('main').getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
}

async function assertHolds(page, where) {
  await assertFits(page, where);
  assert.deepEqual(await page.evaluate(standingOut), [], `stands out on ${where}`);
}

for (const [name, options] of Object.entries(screens)) {
  test(`a word of 300 characters stays where it belongs on ${name}`, async (t) => {
    const gallery = await startGallery(t);
    const { page } = await signIn(t, gallery, options);
    for (const action of actions)
      await t.test(action, async () => {
        await open(page, gallery, `long/${action}`);
        await drawn(page);
        await look(page, `long ${action} on ${name}`);
        await assertHolds(page, action);
      });
    for (const address of ['long', '', '-/history'])
      await t.test(address || 'home', async () => {
        await page.goto(gallery.url + address);
        await drawn(page);
        await look(page, `long page ${address.replaceAll('/', '')} on ${name}`);
        await assertHolds(page, address || 'home');
      });
  });
}
