// What people have asked of admin panels about related records, one test for each
// request: the numbers are those of the list of demands.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, assertFits, signIn } from './browser.mjs';
import { look } from './gallery.mjs';
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

test('2: a graph is made in one form, and links with what is known about each', async (t) => {
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
  const [made] = await samples.rows(
    "SELECT id, CAST(price AS TEXT) AS price, publisher_id FROM books WHERE name = 'Islands'",
  );
  assert.equal(Number(made.price), 7.1);
  assert.match(made.publisher_id, /a02$/);

  const credits = () => samples.rows('SELECT author_id, role, share FROM credits WHERE book_id = ?', made.id);
  await open(page, samples, `books/record?id=${made.id}&tab=authors`, 'Islands');
  await go(page, 'Add authors');
  const form = drawer(page);
  await pickOn(page, 'Authors', 'ida', 'Ida Moor', form);
  await page.keyboard.press('Escape'); // closes the list, and not the drawer
  await form.getByRole('textbox', { name: 'Share of the royalties' }).fill('101');
  await press(form, 'Review');
  await form.getByText('This field is required.').first().waitFor();
  await form.getByRole('radio', { name: 'pictures' }).check();
  await form.getByRole('textbox', { name: 'Share of the royalties' }).fill('30');
  await assertAccessible(page, 'a link with more');
  await pictures(page, 'link-form');
  await press(form, 'Review');
  await form.getByRole('row', { name: /Role.*pictures/ }).waitFor();
  await pictures(page, 'link-review');
  assert.deepEqual(await credits(), [], 'nothing is written yet');
  await press(form, 'Add 1 link');
  await page.getByRole('row', { name: /Ida Moor.*pictures.*30/ }).waitFor();
  assert.deepEqual(await credits(), [{ author_id: 1, role: 'pictures', share: 30 }]);
  await pictures(page, 'link-table');

  await fromMenu(page, /Ida Moor.*pictures/, 'Edit credit');
  await form.getByRole('radio', { name: 'translation' }).check();
  await press(form, 'Review changes');
  await press(form, 'Save 1 change');
  await page.getByRole('row', { name: /Ida Moor.*translation.*30/ }).waitFor();
  await form.waitFor({ state: 'detached' });
  assert.deepEqual(await credits(), [{ author_id: 1, role: 'translation', share: 30 }]);
  await page.getByRole('link', { name: 'Harbour Press' }).click();
  await page.getByRole('heading', { level: 1, name: 'Harbour Press' }).waitFor();
  await page.getByRole('row', { name: /Islands/ }).waitFor();
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

test('3: of hundreds of records one is reached by its name, or by going down the list', async (t) => {
  const { samples, page } = await sit(t);
  const rows = `WITH RECURSIVE n(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < 300)
    SELECT CASE i WHEN 300 THEN 'Ferry' ELSE 'Ferry atlas ' || (i + 1) END, 10, ? FROM n`;
  const publisher = '0192f1c4-7a30-7c1e-9d5e-3f0c6f1d2a01';
  await samples.rows(`INSERT INTO books (name, price, publisher_id) ${rows} RETURNING id`, publisher);
  await open(page, samples, 'books', 'Books');
  await go(page, 'New book');
  await field(page, 'Name').fill('Islands');
  await field(page, 'Price').fill('7.10');
  await pickOn(page, 'Publisher', 'harbour', 'Harbour Press');

  const box = page.getByRole('combobox', { name: 'Sequel to' });
  const active = () =>
    box.evaluate((it) => document.getElementById(it.getAttribute('aria-activedescendant'))?.textContent);
  await box.fill('ferry');
  await page.getByRole('option', { name: 'Salt and smoke' }).waitFor({ state: 'detached' });
  await page.getByRole('option', { name: 'Ferry', exact: true }).waitFor();
  assert.equal(await page.getByRole('option').first().textContent(), 'Ferry', 'what is called so is first');
  await box.fill('ferry atlas');
  await page.getByRole('option', { name: 'Ferry', exact: true }).waitFor({ state: 'detached' });
  for (let at = 1; at <= 45; at++) {
    await page.getByRole('option', { name: `Ferry atlas ${at}`, exact: true }).waitFor({ state: 'attached' });
    await page.keyboard.press('ArrowDown');
    assert.equal(await active(), `Ferry atlas ${at}`);
  }
  await look(page, 'a long list to pick from');
  await page.keyboard.press('Enter');
  await press(page, 'Review');
  await page.getByRole('row', { name: 'Sequel to Ferry atlas 45' }).waitFor();
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
  await pickOn(page, 'Book', 'north', 'North by ferry', entry(page, 'Line 1'));
  await entry(page, 'Line 1').getByRole('textbox', { name: 'Quantity' }).fill('3');
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

/** What is open over a page. */
const drawer = (page) => page.getByRole('dialog', { name: 'Over this page' });

/** Chooses an entry of the menu of a row. A page which still moves closes the menu: it is opened again. */
async function fromRow(page, row, name) {
  const chosen = page.getByRole('menuitem', { name, exact: true });
  for (let tries = 0; tries < 5; tries++) {
    await page.getByRole('row', { name: row }).getByRole('button').last().click();
    const done = await chosen.click({ timeout: 2000 }).then(
      () => true,
      () => false,
    );
    if (done) return;
  }
  await chosen.click();
}

/** Opens an entry of the menu of a row over the page. */
async function fromMenu(page, row, name) {
  await fromRow(page, row, name);
  await drawer(page).getByRole('button').first().waitFor();
}

test('7: rows that belong to a record are added, changed and deleted over its page, which is never left', async (t) => {
  const { samples, page } = await sit(t);
  await open(page, samples, 'books/record?id=1&tab=remarks', 'Salt and smoke');
  const at = page.url();
  const stays = async (what) => {
    await drawer(page).waitFor({ state: 'detached' });
    assert.equal(page.url(), at, what);
  };
  await go(page, 'New remark');
  await field(drawer(page), 'Text').fill('Sold out in Ulm');
  await press(page, 'Review');
  await press(page, 'Create remark');
  await page.getByRole('row', { name: /Sold out in Ulm/ }).waitFor();
  await stays('after a new row');
  assert.deepEqual(await samples.rows('SELECT about_type, about_id FROM remarks WHERE id = 2'), [
    { about_type: 'books', about_id: 1 },
  ]);

  await fromMenu(page, /Sold out in Ulm/, 'Edit');
  await field(drawer(page), 'Text').fill('Sold out in Ulm and Utrecht');
  await assertAccessible(page, 'a row edited over the page of its record');
  await pictures(page, 'edit-over-record');
  await press(page, 'Review changes');
  await press(page, 'Save 1 change');
  await page.getByRole('row', { name: /Ulm and Utrecht/ }).waitFor();
  await stays('after an edit');

  await fromMenu(page, /Ulm and Utrecht/, 'Delete');
  await drawer(page).getByText('Delete Sold out in Ulm and Utrecht?').waitFor();
  await drawer(page)
    .getByRole('button', { name: /^Delete/ })
    .click();
  await stays('after a delete');
  await page.getByRole('row', { name: /Ulm and Utrecht/ }).waitFor({ state: 'detached' });
  assert.equal((await samples.rows('SELECT id FROM remarks')).length, 1);

  await open(page, samples, 'books/record?id=1&tab=topics', 'Salt and smoke');
  await page.getByRole('row', { name: /Cooking/ }).waitFor();
  await go(page, 'Add topics');
  await drawer(page)
    .getByRole('checkbox', { name: /Travel|trav/ })
    .check();
  await drawer(page)
    .getByRole('button', { name: /Continue/ })
    .click();
  await press(page, 'Add 1 link');
  await page.getByRole('row', { name: /^trav Travel/ }).waitFor();
  await drawer(page).waitFor({ state: 'detached' });
  assert.deepEqual(await topicsOf(samples, 1), ['cook', 'sea', 'trav']);
  await page.goBack(); // the drawer left nothing behind
  await page.waitForURL(at);
});

test('8: inline forms change, add and remove rows, and say what is wrong where it is', async (t) => {
  const { samples, page } = await sit(t);
  await open(page, samples, 'purchases/record?id=1', 'P-100');
  await go(page, 'Edit');
  const first = entry(page, 'Line 1').getByRole('textbox', { name: 'Quantity' });
  await first.fill('500');
  await press(page, 'Review changes');
  await entry(page, 'Line 1').getByText(/99/).first().waitFor();
  await first.fill('5');
  await press(page, 'Remove Line 2');
  await press(page, 'Add another');
  await pickOn(page, 'Book', 'south', 'South by ferry', entry(page, 'Line 2'));
  await entry(page, 'Line 2').getByRole('textbox', { name: 'Quantity' }).fill('1');
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

/** What a purchase holds, down to the engravings of its lines. */
const purchaseOf = async (samples, reference) =>
  (
    await samples.rows(
      `SELECT l.book_id || 'x' || l.quantity || ' ' || COALESCE((SELECT GROUP_CONCAT(text, '+') FROM
         (SELECT text FROM engravings WHERE line_id = l.id ORDER BY id)), '') AS line
       FROM lines l JOIN purchases p ON p.id = l.purchase_id WHERE p.reference = ? ORDER BY l.id`,
      reference,
    )
  ).map(({ line }) => line.trim());

/** Saves pictures of the screen in light and dark, wide and narrow. */
async function pictures(page, name) {
  if (!process.env['STAGEDOOR_LOOK']) return;
  for (const colorScheme of ['light', 'dark'])
    for (const width of [1280, 360]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await look(page, `${name} ${colorScheme} ${width}`);
    }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 800 });
}

test('9: children of children are made, changed and removed in one form, and one undo takes all back', async (t) => {
  const { samples, page } = await sit(t);
  await open(page, samples, 'purchases', 'Purchases');
  await go(page, 'New purchase');
  await field(page, 'Reference').fill('P-300');
  await field(page, 'Reader').fill('Cleo');
  await press(page, 'Add one');
  const first = entry(page, 'Line 1');
  await pickOn(page, 'Book', 'north', 'North by ferry', first);
  await first.getByRole('textbox', { name: 'Quantity' }).fill('2');
  await press(first, 'Add to Engravings');
  await entry(first, 'Engraving 1').getByRole('textbox', { name: 'Text' }).fill('For Cleo');
  await press(first, 'Add to Engravings');
  await entry(first, 'Engraving 2').getByRole('textbox', { name: 'Text' }).fill('x'.repeat(61));
  await press(page, 'Add another');
  const second = entry(page, 'Line 2');
  await pickOn(page, 'Book', 'south', 'South by ferry', second);
  await second.getByRole('textbox', { name: 'Quantity' }).fill('1');
  await press(page, 'Review');
  await entry(first, 'Engraving 2').getByText(/60/).first().waitFor();
  await entry(first, 'Engraving 2').getByRole('textbox', { name: 'Text' }).fill('For Bo');
  await assertAccessible(page, 'rows of rows in a form');
  await assertFits(page, 'rows of rows in a form');
  await pictures(page, 'nested-form');
  await press(page, 'Review');
  await page.getByText('Lines: 2 added').waitFor();
  await page.getByText('New line · Engravings: 2 added').waitFor();
  await press(page, 'Create purchase');
  await page.getByRole('heading', { level: 1, name: 'P-300' }).waitFor();
  const made = ['2x2 For Cleo+For Bo', '3x1'];
  assert.deepEqual(await purchaseOf(samples, 'P-300'), made);

  await go(page, 'Edit');
  await entry(first, 'Engraving 1').getByRole('textbox', { name: 'Text' }).fill('For Cleo, with love');
  await press(first, 'Remove Engraving 2');
  await press(page, 'Remove Line 2');
  await press(page, 'Add another');
  await pickOn(page, 'Book', 'salt', 'Salt and smoke', second);
  await second.getByRole('textbox', { name: 'Quantity' }).fill('9');
  await press(second, 'Add to Engravings');
  await entry(second, 'Engraving 1').getByRole('textbox', { name: 'Text' }).fill('For nobody');
  await press(page, 'Review changes');
  await page.getByText('Lines: 1 added, 1 deleted').waitFor();
  await page.getByText(/^Line \d+ · Engravings: 1 changed, 1 deleted$/).waitFor();
  await assertAccessible(page, 'a review of rows of rows');
  await pictures(page, 'nested-review');
  assert.deepEqual(await purchaseOf(samples, 'P-300'), made, 'nothing is written yet');
  await press(page, 'Save 5 changes');
  await page.getByRole('heading', { level: 1, name: 'P-300' }).waitFor();
  assert.deepEqual(await purchaseOf(samples, 'P-300'), ['2x2 For Cleo, with love', '1x9 For nobody']);

  await page.getByRole('row', { name: /Create/ }).waitFor();
  await fromRow(page, /Edit/, 'Undo');
  await press(page, 'Undo the edit');
  await page.getByRole('heading', { level: 1, name: 'P-300' }).waitFor();
  assert.deepEqual(await purchaseOf(samples, 'P-300'), made);
});

test('10: a table with a key of several columns is listed, opened and changed', async (t) => {
  const { samples, page } = await sit(t);
  await open(page, samples, 'stocks', 'Stock');
  await page
    .getByRole('row', { name: /Salt and smoke/ })
    .getByRole('link')
    .first()
    .click();
  await page.getByRole('heading', { level: 1, name: 'Stock 1 / NL / 1' }).waitFor();
  await page.getByRole('link', { name: 'Warehouse Rotterdam' }).waitFor();
  await go(page, 'Edit');
  await field(page, 'Pieces').fill('41');
  await press(page, 'Review changes');
  await press(page, 'Save 1 change');
  await page.getByRole('heading', { level: 1, name: 'Stock 1 / NL / 1' }).waitFor();
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
  await page.getByRole('heading', { level: 1, name: 'Stock 3 / NL / 2' }).waitFor();
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
  const item = entry(page, 'Item 1');
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
