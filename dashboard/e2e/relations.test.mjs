// What people have asked of admin panels about related records, one test for each
// request: the numbers are those of the list of demands.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, assertFits, signIn } from './browser.mjs';
import { picture, startSamples } from './program.mjs';

async function sit(t) {
  const samples = await startSamples(t);
  const { page } = await signIn(t, samples);
  return { samples, page };
}

/** Opens a page of the bookstore and waits for its heading. */
async function open(page, samples, at, heading) {
  await page.goto(samples.url + at);
  await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
}

/** Presses a link of the page, which starts an action. */
const go = (page, name) => page.getByRole('main').getByRole('link', { name, exact: true }).click();

const press = (page, name) => page.getByRole('button', { name, exact: true }).click();

const field = (page, name) => page.getByRole('textbox', { name });

/** Searches in a picker of the page, or of a part of it, and takes what is found. */
async function pickOn(page, label, typed, found, scope = page) {
  const box = scope.getByRole('combobox', { name: label });
  await box.evaluate((it) => it.scrollIntoView({ block: 'center', behavior: 'instant' })); // scrolling closes the list
  await box.fill(typed);
  const input = await box.elementHandle();
  const settled = (it) =>
    document.querySelectorAll('[role=option]').length === 1 || it.getAttribute('aria-expanded') !== 'true';
  // A page that still moves closes the list: it is opened again.
  for (let tries = 0; tries < 5; tries++) {
    await page.waitForFunction(settled, input);
    if ((await box.getAttribute('aria-expanded')) === 'true') break;
    await box.press('ArrowDown');
  }
  await page.getByRole('option', { name: found, exact: true }).waitFor();
  await page.keyboard.press('ArrowDown');
  if (!(await box.getAttribute('aria-activedescendant'))) await page.keyboard.press('ArrowDown'); // it had closed
  await page.keyboard.press('Enter');
}

/** One of the forms of a list. */
const entry = (page, name) => page.getByRole('group', { name, exact: true });

const topicsOf = async (samples, book) =>
  (await samples.rows('SELECT topic_code AS code FROM book_topics WHERE book_id = ? ORDER BY 1', book)).map(
    ({ code }) => code,
  );

test('1: many-to-many is shown and saved, and its rows go with the record', async (t) => {
  const { samples, page } = await sit(t);
  await open(page, samples, 'books/record?id=1', 'Salt and smoke');
  await page.getByRole('tab', { name: 'Topics' }).click();
  await page.getByRole('row', { name: /Cooking/ }).waitFor();
  await go(page, 'Edit');
  await page.getByRole('button', { name: 'Remove Cooking' }).click();
  await pickOn(page, 'Topics', 'tra', 'Travel');
  await page.keyboard.press('Escape');
  await press(page, 'Review changes');
  await page.getByRole('row', { name: 'Topics Cooking Travel' }).waitFor();
  await press(page, 'Save 1 change');
  await page.getByRole('heading', { level: 1, name: 'Salt and smoke' }).waitFor();
  assert.deepEqual(await topicsOf(samples, 1), ['sea', 'trav']);

  await open(page, samples, 'books/record?id=3', 'South by ferry');
  await go(page, 'Delete');
  await page.getByText('1 topic stays, but is no longer linked to it.').waitFor();
  await press(page, 'Delete South by ferry');
  await page.getByRole('heading', { level: 1, name: 'Books' }).waitFor();
  assert.deepEqual(await topicsOf(samples, 3), []);
});

test('2: a graph with a made-up key, an exact amount, a parent and links is made in one form', async (t) => {
  const { samples, page } = await sit(t);
  await open(page, samples, 'books', 'Books');
  await go(page, 'New book');
  await field(page, 'Name').fill('Islands');
  await field(page, 'Price').fill('7.10');
  await pickOn(page, 'Publisher', 'harbour', 'Harbour Press');
  await pickOn(page, 'Topics', 'sea', 'The sea');
  await page.keyboard.press('Escape');
  await press(page, 'Review');
  await press(page, 'Create book');
  await page.getByRole('heading', { level: 1, name: 'Islands' }).waitFor();
  await page.getByRole('link', { name: 'Harbour Press' }).click();
  await page.getByRole('heading', { level: 1, name: 'Harbour Press' }).waitFor();
  await page.getByRole('row', { name: /Islands/ }).waitFor();
  const [made] = await samples.rows(
    "SELECT CAST(price AS TEXT) AS price, publisher_id FROM books WHERE name = 'Islands'",
  );
  assert.equal(Number(made.price), 7.1);
  assert.match(made.publisher_id, /a02$/);
});

test('3: foreign keys are names to pick by searching, never numbers', async (t) => {
  const { samples, page } = await sit(t);
  await open(page, samples, 'books', 'Books');
  await page.getByRole('row', { name: /South by ferry.*Harbour Press.*North by ferry/ }).waitFor();
  await open(page, samples, 'books/record?id=3', 'South by ferry');
  await go(page, 'Edit');
  await pickOn(page, 'Sequel to', 'salt', 'Salt and smoke');
  await press(page, 'Review changes');
  await page.getByRole('row', { name: 'Sequel to North by ferry Salt and smoke' }).waitFor();
  await press(page, 'Save 1 change');
  await page.getByRole('link', { name: 'Salt and smoke' }).waitFor();
});

test('4: a list is filtered by several records at once', async (t) => {
  const { samples, page } = await sit(t);
  await open(page, samples, 'books', 'Books');
  await press(page, 'Filter');
  await page.getByRole('menuitem', { name: 'Topics' }).click();
  await page.getByRole('checkbox', { name: 'Cooking' }).check();
  await press(page, 'Apply filter');
  await page.getByText('1 row', { exact: true }).waitFor();
  await page.getByRole('button', { name: /^Topics.*Cooking/ }).click();
  await page.getByRole('checkbox', { name: 'Travel' }).check();
  await press(page, 'Apply filter');
  await page.getByText('3 rows', { exact: true }).waitFor();
  for (const name of [/^Select Salt/, /^Select North/, /^Select South/])
    await page.getByRole('row', { name }).waitFor();
  assert.match(decodeURIComponent(page.url()), /linked:topics/);
});

test('5: what belongs to a record is on its page without code', async (t) => {
  const { samples, page } = await sit(t);
  await open(page, samples, 'books/record?id=1', 'Salt and smoke');
  for (const [tab, row] of [
    ['Stock', /Warehouse Rotterdam/],
    ['Topics', /Cooking/],
    ['Remarks', /Reprint is on its way/],
  ]) {
    await page.getByRole('tab', { name: tab }).click();
    await page.getByRole('row', { name: row }).waitFor();
  }
  await page.getByRole('tab', { name: 'Topics' }).click();
  await assertAccessible(page, 'a record with tabs');
  await assertFits(page, 'a record with tabs');
  await page.getByText('24.90\u00a0EUR', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'Lantern House' }).click();
  await page.getByRole('img', { name: 'Logo' }).waitFor();
  await page.getByRole('listitem').filter({ hasText: 'two imprints' }).waitFor();
  await page.getByText('discount').waitFor();
  await assertAccessible(page, 'a record with a picture, formatted text and JSON');
  await go(page, 'Edit');
  assert.match(await field(page, 'Terms').inputValue(), /^\{\n {2}"days": 30/);
  await field(page, 'Terms').fill('{"ship": ["rail"], "days": 30}');
  assert.equal(await field(page, 'API key').inputValue(), '');
  await field(page, 'API key').fill('lantern-key-2');
  await press(page, 'Review changes');
  await page.getByRole('row', { name: 'API key – (changed)' }).waitFor();
  await press(page, 'Save 2 changes');
  await page.getByRole('heading', { level: 1, name: 'Lantern House' }).waitFor();
  await page.getByText('API key: (changed)').waitFor();
  assert.equal(await page.getByText('lantern-key').count(), 0);
  assert.deepEqual(
    await samples.rows(
      "SELECT api_key, CAST(terms AS TEXT) AS terms FROM publishers WHERE name = 'Lantern House'",
    ),
    [{ api_key: 'lantern-key-2', terms: '{"ship": ["rail"], "days": 30}' }],
  );
});

test('6: children are made inside the form of their parent', async (t) => {
  const { samples, page } = await sit(t);
  await open(page, samples, 'purchases', 'Purchases');
  await go(page, 'New purchase');
  await field(page, 'Reference').fill('P-200');
  await field(page, 'Reader').fill('Cleo');
  await press(page, 'Add one');
  await pickOn(page, 'Book', 'north', 'North by ferry', entry(page, 'Lines 1'));
  await entry(page, 'Lines 1').getByRole('textbox', { name: 'Quantity' }).fill('3');
  await press(page, 'Review');
  await page.getByText('Lines: 1 added').waitFor();
  await press(page, 'Create purchase');
  await page.getByRole('heading', { level: 1, name: 'P-200' }).waitFor();
  await page.getByRole('row', { name: /North by ferry/ }).waitFor();
  assert.deepEqual(
    await samples.rows(
      "SELECT book_id, quantity FROM lines WHERE purchase_id = (SELECT id FROM purchases WHERE reference = 'P-200')",
    ),
    [{ book_id: 2, quantity: 3 }],
  );
});

test('7: relations are changed on the page of the record', async (t) => {
  const { samples, page } = await sit(t);
  await open(page, samples, 'books/record?id=1&tab=topics', 'Salt and smoke');
  await page.getByRole('row', { name: /Cooking/ }).waitFor();
  await go(page, 'Add topics');
  await page.getByRole('checkbox', { name: /Travel|trav/ }).check();
  await page.getByRole('button', { name: /Continue/ }).click();
  await press(page, 'Add 1 link');
  await page.getByRole('heading', { level: 1, name: 'Salt and smoke' }).waitFor();
  assert.deepEqual(await topicsOf(samples, 1), ['cook', 'sea', 'trav']);

  await open(page, samples, 'books/record?id=1&tab=remarks', 'Salt and smoke');
  await go(page, 'New remark');
  await field(page, 'Text').fill('Sold out in Ulm');
  await press(page, 'Review');
  await press(page, 'Create remark');
  await page.getByRole('heading', { level: 1, name: 'Salt and smoke' }).waitFor();
  assert.deepEqual(await samples.rows('SELECT about_type, about_id FROM remarks WHERE id = 2'), [
    { about_type: 'books', about_id: 1 },
  ]);
});

test('8: inline forms change, add and remove rows, and say what is wrong where it is', async (t) => {
  const { samples, page } = await sit(t);
  await open(page, samples, 'purchases/record?id=1', 'P-100');
  await go(page, 'Edit');
  const first = entry(page, 'Lines 1').getByRole('textbox', { name: 'Quantity' });
  await first.fill('500');
  await press(page, 'Review changes');
  await entry(page, 'Lines 1').getByText(/99/).first().waitFor();
  await first.fill('5');
  await press(page, 'Remove Lines 2');
  await press(page, 'Add another');
  await pickOn(page, 'Book', 'south', 'South by ferry', entry(page, 'Lines 2'));
  await entry(page, 'Lines 2').getByRole('textbox', { name: 'Quantity' }).fill('1');
  await assertAccessible(page, 'rows in a form');
  await assertFits(page, 'rows in a form');
  await press(page, 'Review changes');
  await page.getByText('Lines: 1 added, 1 changed, 1 deleted').waitFor();
  assert.equal(
    (await samples.rows('SELECT 1 FROM lines WHERE quantity = 5')).length,
    0,
    'nothing is written yet',
  );
  await press(page, 'Save 3 changes');
  await page.getByRole('heading', { level: 1, name: 'P-100' }).waitFor();
  assert.deepEqual(
    await samples.rows('SELECT book_id, quantity FROM lines WHERE purchase_id = 1 ORDER BY id'),
    [
      { book_id: 1, quantity: 5 },
      { book_id: 3, quantity: 1 },
    ],
  );
});

test('9: children of children are changed in the form of the child, reached from the parent', async (t) => {
  const { samples, page } = await sit(t);
  await open(page, samples, 'purchases/record?id=1', 'P-100');
  await page
    .getByRole('row', { name: /Salt and smoke/ })
    .getByRole('link')
    .first()
    .click();
  await page.getByRole('heading', { level: 1, name: 'Line 1' }).waitFor();
  await go(page, 'Edit');
  await page.getByRole('combobox', { name: 'Purchase' }).press('Escape');
  await entry(page, 'Engravings 1').getByRole('textbox', { name: 'Text' }).fill('For Ada, with love');
  await press(page, 'Add another');
  await entry(page, 'Engravings 2').getByRole('textbox', { name: 'Text' }).fill('For Bo');
  await press(page, 'Review changes');
  await page.getByText('Engravings: 1 added, 1 changed').waitFor();
  await press(page, 'Save 2 changes');
  await page.getByRole('heading', { level: 1, name: 'Line 1' }).waitFor();
  assert.deepEqual(await samples.rows('SELECT line_id, text FROM engravings ORDER BY id'), [
    { line_id: 1, text: 'For Ada, with love' },
    { line_id: 1, text: 'For Bo' },
  ]);
});

test('10: a table with a key of several columns is listed, opened and changed', async (t) => {
  const { samples, page } = await sit(t);
  await open(page, samples, 'stocks', 'Stock');
  await page
    .getByRole('row', { name: /Salt and smoke/ })
    .getByRole('link')
    .first()
    .click();
  await page.getByRole('heading', { level: 1, name: 'Stock 1,NL,1' }).waitFor();
  await page.getByRole('link', { name: 'Warehouse Rotterdam' }).waitFor();
  await go(page, 'Edit');
  await field(page, 'Pieces').fill('41');
  await press(page, 'Review changes');
  await press(page, 'Save 1 change');
  await page.getByRole('heading', { level: 1, name: 'Stock 1,NL,1' }).waitFor();
  assert.deepEqual(await samples.rows('SELECT pieces FROM stocks ORDER BY book_id'), [
    { pieces: 41 },
    { pieces: 7 },
  ]);
});

test('11: a record with a key of several columns is picked as one', async (t) => {
  const { samples, page } = await sit(t);
  await open(page, samples, 'stocks', 'Stock');
  await go(page, 'New stock');
  await pickOn(page, 'Book', 'south', 'South by ferry');
  await pickOn(page, 'Warehouse', 'utr', 'Warehouse Utrecht');
  await field(page, 'Pieces').fill('12');
  await press(page, 'Review');
  await press(page, 'Create stock');
  await page.getByRole('heading', { level: 1, name: 'Stock 3,NL,2' }).waitFor();
  const query = 'SELECT warehouse_country AS c, warehouse_number AS n FROM stocks WHERE book_id = 3';
  assert.deepEqual(await samples.rows(query), [{ c: 'NL', n: 2 }]);
});

test('12: a natural key is typed once and read-only afterwards', async (t) => {
  const { samples, page } = await sit(t);
  await open(page, samples, 'topics', 'Topics');
  await go(page, 'New topic');
  await field(page, 'Code').fill('isl');
  await field(page, 'Name').fill('Islands');
  await press(page, 'Review');
  await press(page, 'Create topic');
  await page.getByRole('heading', { level: 1, name: 'Islands' }).waitFor();
  await page.getByText('isl', { exact: true }).first().waitFor();
  await go(page, 'Edit');
  await field(page, 'Name').waitFor();
  assert.equal(await field(page, 'Code').count(), 0);
  assert.deepEqual(await samples.rows("SELECT name FROM topics WHERE code = 'isl'"), [{ name: 'Islands' }]);
});

test('the three models of the README: an order is made with its items, and refunded in part', async (t) => {
  const { samples, page } = await sit(t);
  await open(page, samples, 'customers/record?id=3', 'Cleo Marsh');
  await go(page, 'New order');
  await page
    .getByRole('spinbutton', { name: /^Total/ })
    .or(field(page, /^Total/))
    .fill('42.50');
  await page.getByRole('radio', { name: 'paid' }).check();
  await press(page, 'Add one');
  const item = entry(page, 'Items 1');
  await field(item, 'Product').fill('Lantern');
  await field(item, 'Count').fill('2');
  await press(page, 'Review');
  await press(page, 'Create order');
  await page.getByRole('heading', { level: 1, name: 'Cleo Marsh' }).waitFor();
  const [made] = await samples.rows('SELECT id, cents FROM orders WHERE customer_id = 3');
  assert.equal(made.cents, 4250);
  assert.deepEqual(await samples.rows('SELECT product, count FROM order_items WHERE order_id = ?', made.id), [
    { product: 'Lantern', count: 2 },
  ]);

  await open(page, samples, 'orders/record?id=1', 'Order 1');
  await go(page, 'Refund');
  await field(page, /^Amount/).fill('45.50');
  await field(page, /^Reason/).fill('One lantern was broken');
  await press(page, 'Continue');
  await press(page, 'Refund 45.50 EUR');
  await page.getByRole('heading', { level: 2, name: 'Done' }).waitFor();
  await open(page, samples, 'orders/record?id=1', 'Order 1');
  await page.getByRole('row', { name: /Lantern/ }).waitFor();
  await page.getByText('One lantern was broken').waitFor();
  await assertAccessible(page, 'an order');
  const path = picture('orders.png');
  if (path) await page.screenshot({ path });
  assert.deepEqual(await samples.rows('SELECT refunded FROM orders WHERE id = 1'), [{ refunded: 4550 }]);
});
