import assert from 'node:assert/strict';
import { test } from 'node:test';
import { finished, signIn, waiting } from './browser.mjs';
import { startShop } from './program.mjs';
import { ada } from './shop.mjs';

const runs = async (shop) => (await shop.rows('SELECT count(*) AS n FROM stagedoor_runs'))[0].n;

test('hello_user asks for a number, looks the user up and greets', async (t) => {
  const shop = await startShop(t);
  const { page } = await signIn(t, shop);
  await page.getByRole('navigation').getByRole('link', { name: 'Hello user' }).click();
  const field = page.getByRole('textbox', { name: 'Enter a user id' });
  await field.fill('0');
  await page.keyboard.press('Enter');
  await page
    .getByText(/at least 1/i)
    .first()
    .waitFor();
  await field.fill(String(ada.id));
  await page.keyboard.press('Enter');
  await finished(page);
  await page.getByText(`Hello, ${ada.name}!`).waitFor();
});

test('when a run ends, reading goes on at its result', async (t) => {
  const shop = await startShop(t);
  const { page } = await signIn(t, shop);
  await page.getByRole('navigation').getByRole('link', { name: 'Hello user' }).click();
  await page.getByRole('textbox', { name: 'Enter a user id' }).fill('1');
  await page.keyboard.press('Enter');
  await finished(page);
  await page.waitForFunction(() => document.activeElement?.id === 'result');
});

test('a failure says what was written for the person, and nothing else', async (t) => {
  const shop = await startShop(t);
  const { page } = await signIn(t, shop);
  await page.getByRole('navigation').getByRole('link', { name: 'Hello user' }).click();
  await page.getByRole('textbox', { name: 'Enter a user id' }).fill('99999');
  await page.keyboard.press('Enter');
  await page.getByText('There is no user 99999.').waitFor();
  assert.doesNotMatch(await page.locator('body').innerText(), /record not found|SELECT|gorm/i);
});

test('a double click starts an action once', async (t) => {
  const shop = await startShop(t);
  const { page } = await signIn(t, shop);
  await page.getByRole('navigation').getByRole('link', { name: 'Hello user' }).dblclick();
  await page.getByRole('textbox', { name: 'Enter a user id' }).fill('1');
  await page.keyboard.press('Enter');
  await finished(page);
  assert.equal(await runs(shop), 1);
});

test('opening a link runs nothing', async (t) => {
  const shop = await startShop(t);
  const { page } = await signIn(t, shop);
  await page.goto(`${shop.url}hello_user`);
  const start = page.getByRole('button', { name: 'Start' });
  await start.waitFor();
  assert.equal(await runs(shop), 0);
  await page.reload();
  await start.waitFor();
  assert.equal(await runs(shop), 0);
  await start.click();
  await waiting(page);
  assert.equal(await runs(shop), 1);
  assert.match(page.url(), /\/-\/runs\//);
});

test('the palette reaches an action with the keyboard alone', async (t) => {
  const shop = await startShop(t);
  const { page } = await signIn(t, shop);
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('refund us');
  await page
    .getByRole('option', { name: /Refund user/ })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Customer e-mail' }).waitFor();
  await page.keyboard.type(ada.email);
  await page.keyboard.press('Enter');
  await page.getByRole('table', { name: 'Charges to refund' }).waitFor();
  assert.equal(await page.getByRole('dialog').count(), 0);
});
