import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, signIn } from './browser.mjs';
import { startShop } from './program.mjs';

const statuses = async (shop) =>
  (await shop.rows('SELECT status FROM stagedoor_runs ORDER BY started_at')).map((row) => row.status);

test('home lists the newest runs that wait, and ends those that are not wanted any more', async (t) => {
  const shop = await startShop(t);
  const { page } = await signIn(t, shop);
  const hello = page.getByRole('navigation').getByRole('link', { name: 'Hello user' });
  for (let n = 1; n <= 7; n++) {
    const before = page.url();
    await hello.click();
    await page.waitForURL((url) => url.pathname.includes('/-/runs/') && String(url) !== before);
  }
  await page.getByRole('navigation').getByRole('link', { name: 'Home' }).click();
  const rows = page.getByRole('main').getByRole('link', { name: /Hello user Enter a user id started/ });
  await page.getByRole('button', { name: 'Show all 7' }).waitFor();
  assert.equal(await rows.count(), 5);
  await assertAccessible(page, 'home with runs that wait');

  await page.getByRole('button', { name: 'Cancel Hello user' }).first().click();
  await page.getByRole('button', { name: 'Keep it running' }).click();
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Cancel Hello user');
  await page.getByRole('button', { name: 'Cancel Hello user' }).first().click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel run' }).click();
  await page.getByText('“Hello user” was cancelled.').waitFor();
  await page.getByRole('button', { name: 'Show all 6' }).click();
  assert.equal(await rows.count(), 6);
  assert.equal(await page.evaluate(() => document.activeElement === document.body), false, 'focus is lost');
  assert.deepEqual(await statuses(shop), [...Array(6).fill('waiting'), 'canceled']);
});
