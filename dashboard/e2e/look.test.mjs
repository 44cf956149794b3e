import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, assertFits, desktop, finished, phone, signIn } from './browser.mjs';
import { picture, startShop } from './program.mjs';
import { ada, money, openCharges } from './shop.mjs';
import { refundButton, toConfirmation } from './steps.mjs';

for (const [name, options] of Object.entries({
  'a desktop': desktop,
  'a desktop in the dark': { ...desktop, colorScheme: 'dark' },
  'a phone': phone,
})) {
  test(`axe finds nothing on home, lists, records and runs on ${name}`, async (t) => {
    const shop = await startShop(t);
    const { page } = await signIn(t, shop, options);
    await page.getByRole('heading', { level: 2, name: 'Actions' }).waitFor();
    await assertAccessible(page, 'home');
    await page.goto(`${shop.url}charges`);
    await page.getByText('paid').first().waitFor();
    await assertAccessible(page, 'a list');
    await page.goto(`${shop.url}customers/record?id=${ada.id}`);
    await page.getByRole('link', { name: ada.email, exact: true }).waitFor();
    await assertAccessible(page, 'a record');
    await page.goto(`${shop.url}refunds`);
    await page.getByText('Given back').waitFor();
    await assertAccessible(page, 'a page');
    await page.goto(`${shop.url}hello_user`);
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByRole('textbox', { name: 'Enter a user id' }).waitFor();
    await assertAccessible(page, 'a run');
    await page.getByRole('textbox', { name: 'Enter a user id' }).fill('1');
    await page.keyboard.press('Enter');
    await finished(page);
    await assertAccessible(page, 'a finished run');
  });
}

for (const [name, options] of Object.entries({ 'a desktop': desktop, 'a phone': phone })) {
  test(`what is too wide for ${name} is noticed`, async (t) => {
    const shop = await startShop(t);
    const { page } = await signIn(t, shop, options);
    await assertFits(page, 'home');
    await page.getByRole('main').evaluate((main) => {
      main.style.inlineSize = `${document.documentElement.clientWidth + 100}px`;
    });
    await assert.rejects(assertFits(page, 'a page'), /a page is \d+ px too wide/);
  });
}

test('on a phone nothing is wider than the screen', async (t) => {
  const shop = await startShop(t);
  const { page } = await signIn(t, shop, phone);
  for (const address of ['', 'charges', `customers/record?id=${ada.id}`, 'refunds', 'hello_user']) {
    await page.goto(shop.url + address);
    await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
    await assertFits(page, address || 'home');
  }
});

test('on a phone an action is found in the menu, run by touch, and its result read', async (t) => {
  const shop = await startShop(t);
  const { page } = await signIn(t, shop, phone);
  const side = page.getByRole('navigation').getByRole('link', { name: 'Hello user' });
  assert.equal(await side.count(), 0, 'the menu is closed');
  await page.getByRole('button', { name: 'Open the menu' }).tap();
  await page.getByRole('dialog').getByRole('link', { name: 'Hello user' }).tap();
  const field = page.getByRole('textbox', { name: 'Enter a user id' });
  await field.waitFor();
  assert.equal(await page.getByRole('dialog').count(), 0, 'the menu is in the way');
  await field.fill(String(ada.id));
  const send = page.getByRole('main').getByRole('button', { name: /^Continue/ });
  const { height } = await send.boundingBox();
  assert.ok(height >= 40, `a finger needs more than ${height} px`);
  await send.tap();
  await finished(page);
  assert.ok(await page.getByText(`Hello, ${ada.name}!`).isVisible());
});

test('pictures for the documentation', async (t) => {
  const shop = await startShop(t);
  const [first] = await openCharges(shop);
  const { page } = await signIn(t, shop);
  await toConfirmation(page, first);
  await page.getByText(`Refund 1 charge, ${money(first.cents)} in total, to ${ada.email}?`).waitFor();
  const file = picture('refund.png');
  const image = await page.screenshot(file ? { path: file } : {});
  assert.ok(image.length > 10_000);
  await refundButton(page, first).click();
  await finished(page);
});
