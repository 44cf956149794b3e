import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, desktop, signIn } from './browser.mjs';
import { look } from './gallery.mjs';
import { startShop } from './program.mjs';

test('from a list one goes on from record to record, and back to the list as it was', async (t) => {
  const shop = await startShop(t);
  const { page } = await signIn(t, shop);
  await page.goto(`${shop.url}customers?q=a&sort=-name`);
  const rows = page.getByRole('main').getByRole('row');
  const last = rows.nth(1).getByText(/^Z/); // by name, from the end
  await last.waitFor();
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
  await last.waitFor();
  assert.equal(new URL(page.url()).search, '?q=a&sort=-name');
  assert.equal(await nameIn(rows.nth(1)), names[0]);
});

test('the days of a filter are those on the clock of whoever looks', async (t) => {
  const shop = await startShop(t);
  const { page } = await signIn(t, shop, { ...desktop, timezoneId: 'America/New_York' });
  // Five hours behind UTC, from midnight to midnight.
  const between = (from, to) =>
    shop.rows(
      `SELECT count(*) AS n FROM charges WHERE datetime(captured_at) >= '${from}' AND datetime(captured_at) < '${to}'`,
    );
  const [[{ n: there }], [{ n: utc }]] = await Promise.all([
    between('2026-02-10 05:00:00', '2026-02-11 05:00:00'),
    between('2026-02-10 00:00:00', '2026-02-11 00:00:00'),
  ]);
  assert.notEqual(there, utc, 'the two days have the same charges');
  await page.goto(`${shop.url}charges?f.captured_at.eq=2026-02-10`);
  await page.getByText(`${there} rows`, { exact: true }).waitFor();
  const days = page.getByRole('main').getByRole('cell', { name: /^[A-Z][a-z]{2} \d+, 2026/ });
  for (const shown of await days.allInnerTexts()) assert.match(shown, /^Feb 10, 2026/);
  assert.equal(await days.count(), there);
});

/** Notes every text that a row of a list ever has, from the beginning of each document on. */
const noteRows = (context) =>
  context.addInitScript(() => {
    window.rowsSeen = [];
    const note = () => {
      for (const row of document.querySelectorAll('main tbody tr')) {
        if (!window.rowsSeen.includes(row.innerText)) window.rowsSeen.push(row.innerText);
      }
    };
    new MutationObserver(note).observe(document, { subtree: true, childList: true, characterData: true });
  });

test('an address with a search, a filter or an order never shows other rows first', async (t) => {
  const shop = await startShop(t);
  const visitor = await signIn(t, shop);
  await noteRows(visitor.context);
  const page = await visitor.context.newPage();
  for (const [query, matches] of [
    ['q=ada', /ada/i],
    ['q=a&sort=-name', /@/],
    ['f.country.eq=NL', /\sNL\s/],
  ]) {
    await page.goto(`${shop.url}customers?${query}`);
    await page.locator('main tbody tr').first().waitFor();
    await page.locator('main [aria-busy=true]').waitFor({ state: 'detached' });
    const seen = await page.evaluate(() => window.rowsSeen);
    const shown = await page.locator('main tbody tr').allInnerTexts();
    assert.ok(shown.length > 0);
    assert.deepEqual(seen.toSorted(), shown.toSorted(), `${query}: other rows were there before`);
    for (const row of shown) assert.match(row, matches);
  }
  await page.goto(`${shop.url}customers?q=nobody-is-called-this`);
  await page.getByText('Nothing matches').waitFor();
  assert.deepEqual(await page.evaluate(() => window.rowsSeen), []);
});
