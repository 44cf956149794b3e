import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, signIn } from './browser.mjs';
import { startShop } from './program.mjs';
import { ada } from './shop.mjs';

const signedOut = (page) =>
  page.getByRole('heading', { level: 1, name: 'You have been signed out' }).waitFor();

/** Signs out as another tab of the same browser would. */
const signOutOf = (page, shop) =>
  page.evaluate((address) => fetch(address, { method: 'POST', redirect: 'manual' }), `${shop.url}-/signout`);

/** What a look at the tab does: it asks once whether somebody is signed in. */
async function look(page) {
  const asked = page.waitForResponse((reply) => reply.request().resourceType() === 'fetch');
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  return (await asked).status();
}

test('a tab that is signed out keeps nothing on its screen, and is quiet', async (t) => {
  const shop = await startShop(t);
  const ana = await signIn(t, shop);
  const { page } = ana;
  await page.goto(`${shop.url}customers/record?id=${ada.id}`);
  await page.getByRole('link', { name: ada.email, exact: true }).waitFor();
  const other = await ana.tab(shop.url);
  let sockets = 0;
  page.on('websocket', () => (sockets += 1));

  await signOutOf(other, shop);
  await signedOut(page);
  const left = await page.evaluate(() => document.documentElement.outerHTML);
  assert.ok(!left.includes(ada.email) && !left.includes(ada.name), 'data is left in the document');
  assert.match(await page.title(), /^You have been signed out/);
  await assertAccessible(page, 'a tab that is signed out');
  assert.equal(await look(page), 401);
  assert.equal(await look(page), 401);
  assert.equal(sockets, 0, 'it tried to connect');
  await page.getByRole('button', { name: 'Sign in again' }).click();
  await page.getByRole('heading', { name: 'You are not signed in' }).waitFor();
});

test('signing in again in another tab goes on with what was typed', async (t) => {
  const shop = await startShop(t);
  const ana = await signIn(t, shop);
  const { page } = ana;
  await page.getByRole('navigation').getByRole('link', { name: 'Refund user' }).click();
  const field = page.getByRole('textbox', { name: 'Customer e-mail' });
  await field.fill('half.an.addr');
  const other = await ana.tab(shop.url);
  await signOutOf(other, shop);
  await signedOut(page);

  await shop.stop(); // only to be told a new link
  const again = await startShop(t, { file: shop.db, addr: new URL(shop.url).host });
  await other.goto(again.link);
  await other.getByRole('button', { name: 'Sign in' }).click();
  await other.getByRole('main').waitFor();
  assert.equal(await look(page), 200);
  await field.waitFor();
  assert.equal(await field.inputValue(), 'half.an.addr');
});
