import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, signIn } from './browser.mjs';
import { startShop } from './program.mjs';

const statuses = async (shop) =>
  (await shop.rows('SELECT status FROM stagedoor_runs ORDER BY started_at')).map((row) => row.status);

/** Opens another form of the person's and waits until it can be filled in. */
async function openForm(page) {
  const before = page.url();
  await page.getByRole('navigation').getByRole('link', { name: 'Hello user' }).click();
  await page.waitForURL((url) => url.pathname.includes('/-/runs/') && String(url) !== before);
  await page.waitForFunction(() => document.querySelector('main input')?.value === '');
}

const goHome = (page) => page.getByRole('navigation').getByRole('link', { name: 'Home' });

const listed = (page) =>
  page.getByRole('main').getByRole('link', { name: /Hello user Enter a user id started/ });

test('forms that were opened and left do not wait, and one with a letter in it does', async (t) => {
  const shop = await startShop(t);
  const { page } = await signIn(t, shop);
  for (let n = 1; n <= 3; n++) await openForm(page);
  const third = page.url();
  await goHome(page).click();
  await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
  assert.deepEqual(await statuses(shop), ['waiting', 'waiting', 'waiting']);
  assert.equal(await page.getByText(/waiting for you/i).count(), 0);
  assert.equal(await listed(page).count(), 0);

  await openForm(page);
  await page.locator('main input').press('1');
  await page.getByRole('link', { name: 'Home 1 waiting for you' }).click();
  await page.getByRole('heading', { level: 2, name: 'Waiting for you' }).waitFor();
  assert.equal(await listed(page).count(), 1);

  await page.goto(third); // it is still there
  await page.locator('main input').press('2');
  await page.getByRole('link', { name: 'Home 2 waiting for you' }).waitFor();
});

test('home lists the newest runs that wait, and ends those that are not wanted any more', async (t) => {
  const shop = await startShop(t);
  const { page } = await signIn(t, shop);
  for (let n = 1; n <= 7; n++) {
    await openForm(page);
    await page.locator('main input').press('1');
  }
  await goHome(page).click();
  const rows = listed(page);
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
