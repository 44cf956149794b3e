import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, signIn } from './browser.mjs';
import { look } from './gallery.mjs';
import { startShop } from './program.mjs';

test('from a list one goes on from record to record, and back to the list as it was', async (t) => {
  const shop = await startShop(t);
  const { page } = await signIn(t, shop);
  await page.goto(`${shop.url}customers?q=a&sort=-name`);
  const rows = page.getByRole('main').getByRole('row');
  await rows.nth(1).waitFor();
  const nameIn = (row) => row.getByRole('cell').nth(2).innerText();
  const names = [];
  for (const row of (await rows.all()).slice(1, 4)) names.push(await nameIn(row));
  const title = (name) => page.getByRole('heading', { level: 1, name }).waitFor();

  await rows.nth(1).getByRole('link').first().click();
  await title(names[0]);
  const main = page.getByRole('main');
  assert.equal(await main.getByRole('link', { name: /^Previous/ }).count(), 0, 'it is the first');
  await main.getByRole('link', { name: /^Next/ }).click();
  await title(names[1]);
  await main.getByRole('link', { name: /^Next/ }).click();
  await title(names[2]);
  await main.getByRole('link', { name: /^Previous/ }).click();
  await title(names[1]);
  await assertAccessible(page, 'a record in a list');
  await look(page, 'a record in a list');

  await page.getByRole('main').getByRole('link', { name: 'Customers' }).click();
  await rows.nth(1).waitFor();
  assert.equal(new URL(page.url()).search, '?q=a&sort=-name');
  assert.equal(await nameIn(rows.nth(1)), names[0]);
});
