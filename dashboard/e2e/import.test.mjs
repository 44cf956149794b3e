import assert from 'node:assert/strict';
import { test } from 'node:test';
import { finished, signIn } from './browser.mjs';
import { startShop } from './program.mjs';

const csv = (name, text) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

test('a file is tried, shown row by row, and then imported', async (t) => {
  const shop = await startShop(t);
  const { page } = await signIn(t, shop);
  const main = page.getByRole('main');
  await page.goto(`${shop.url}customers`);
  await main.getByRole('button', { name: 'More', exact: true }).first().click();
  await page.getByRole('menuitem', { name: 'Import' }).click();
  const file = csv(
    'people.csv',
    'ID,Name,E-mail,City\n1,Ada Hamilton,ada.hamilton@example.com,Bergen\n2,Anna,nobody,Oslo\n',
  );
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: /Continue/ }).click();
  await page.getByText('Columns of the file').first().waitFor();
  await page
    .getByRole('button', { name: /Continue/ })
    .last()
    .click();
  await page.getByText('Rows that are there already are known by').first().waitFor();
  await page
    .getByRole('button', { name: /Continue/ })
    .last()
    .click();
  await page.getByRole('heading', { name: 'This would happen: 1 refused, 1 changed' }).waitFor();
  const city = async () => (await shop.rows('SELECT city FROM customers WHERE id = 1'))[0].city;
  assert.notEqual(await city(), 'Bergen');
  await page.getByRole('button', { name: 'Import 1 customer' }).click();
  await page.getByRole('heading', { name: 'Imported: 1 refused, 1 changed' }).waitFor();
  await finished(page);
  assert.equal(await city(), 'Bergen');
});

test('a list is sorted by several columns and filtered by days, and its address says so', async (t) => {
  const shop = await startShop(t);
  const { page } = await signIn(t, shop);
  await page.goto(`${shop.url}customers`);
  const sorting = page.locator('th').getByRole('button');
  await sorting.first().waitFor();
  await sorting.nth(0).click();
  await sorting.nth(1).click({ modifiers: ['Shift'] });
  await page.waitForURL(/sort=[^&]*(,|%2C)/);
  assert.equal(await page.locator('th[aria-sort]').count(), 2);
  await page.goto(`${shop.url}charges`);
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page
    .getByRole('menuitem', { name: /Captured at/ })
    .first()
    .click();
  await page.getByLabel('Condition').selectOption('within');
  await page.getByLabel('Value').selectOption('last90');
  await page.getByRole('button', { name: 'Apply filter' }).click();
  await page
    .getByText(/in the last 90 days/)
    .first()
    .waitFor();
  assert.match(page.url(), /within=last90/);
});
