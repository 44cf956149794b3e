import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { assertAccessible, assertFits, finished, signIn } from './browser.mjs';
import { look, open, saved, views } from './gallery.mjs';
import { startGallery } from './program.mjs';

/** The table of a name, with what stands around it. */
const frame = (page, name) =>
  page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name, exact: true }) })
    .last();

const texts = (row) => row.locator('td').allInnerTexts();

/** The rows of a file of comma-separated values. */
const csv = (content) => {
  assert.ok(content.startsWith('\uFEFF') && content.endsWith('\r\n'));
  return content.slice(1, -2).split('\r\n');
};

/** Downloads a table through its menu. */
const exported = (page, part, format) =>
  saved(page, async () => {
    await part.getByRole('button', { name: 'Download', exact: true }).click();
    await page.getByRole('menuitem', { name: `Download as ${format}` }).click();
  });

test('tables with no, fewer, as many and more rows than a page', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'tables/sizes');
  await finished(page);
  await frame(page, 'None').getByText('Nothing here yet.').waitFor();
  await frame(page, 'Fewer than a page').getByText('3 rows').waitFor();
  await frame(page, 'A page').getByText('5 rows').waitFor();
  const more = frame(page, 'More than a page');
  await more.getByText('1–5 of 10').waitFor();
  assert.equal(await more.getByText('10005').count(), 0);
  await more.getByRole('button', { name: 'Next' }).click();
  await more.getByText('6–10 of 10').waitFor();
  await more.getByText('10005').waitFor();
  assert.ok(await more.getByRole('button', { name: 'Next' }).isDisabled());
});

test('columns from the keys of the rows, or only those that are named', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'tables/columns');
  await finished(page);
  assert.deepEqual(await frame(page, 'From the keys').getByRole('columnheader').allInnerTexts(), [
    'a',
    'b',
    'c',
  ]);
  const some = frame(page, 'Only some');
  assert.deepEqual(await some.getByRole('columnheader').allInnerTexts(), ['Destination', 'Whole euros']);
  const file = await exported(page, some, 'CSV');
  assert.equal(file.name, 'Only some.csv');
  assert.deepEqual(csv(file.content), ['Destination,Whole euros', 'Lisbon,0', 'Porto,79', "'=Braga,158"]);
});

test('a table that is fetched: sorted, searched, filtered, paged; its export has what is selected', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'tables/fetched');
  await finished(page);
  const part = frame(page, 'Shipments');
  await part.getByText('1–20 of 100').waitFor();
  await part.getByRole('button', { name: 'Price' }).click();
  await part.getByRole('row').nth(1).getByText('0.00 EUR').waitFor();
  for (let at = 20; at < 100; at += 20) {
    await part.getByRole('button', { name: 'Next' }).click();
    await part.getByText(`${at + 1}–${at + 20} of 100`).waitFor();
  }
  await part.getByRole('searchbox').fill('10042');
  await part.getByText('1 row', { exact: true }).waitFor();
  await part.getByRole('searchbox').fill('nobody');
  await part.getByText('Nothing matches “nobody”.').waitFor();
  await part.getByRole('button', { name: 'Clear search' }).click();
  await part.getByText('1–20 of 100').waitFor();
  await part.getByRole('searchbox').fill('porto');
  await part.getByText('1–20 of 20').or(part.getByText('20 rows')).waitFor();
  const { content } = await exported(page, part, 'CSV');
  const lines = csv(content);
  assert.equal(lines.length, 21);
  assert.equal(lines[0], 'Number,To,Price (EUR),Sent');
  const prices = lines.slice(1).map((line) => Number(line.split(',')[2]));
  assert.deepEqual(
    prices,
    prices.toSorted((a, b) => a - b),
  );
  assert.ok(lines.slice(1).every((line) => line.includes(',Porto,')));
});

test('all pages are in the export, as values and as a workbook; the audit knows of it', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'tables/big');
  await finished(page);
  const part = frame(page, 'Shipments');
  await part.getByText('1–20 of 10,000').waitFor();
  await part.getByRole('button', { name: 'Number' }).click();
  assert.equal((await texts(part.getByRole('row').nth(1)))[0], '10000');
  await part.getByRole('button', { name: 'Number' }).click();
  await part.getByRole('row').nth(1).getByText('19999').waitFor();
  const { content } = await exported(page, part, 'CSV');
  const lines = csv(content);
  assert.equal(lines.length, 10_001);
  assert.equal(lines[0], 'Number,To,Price (EUR),Sent');
  assert.match(lines[1], /^19999,"Coimbra, upper town",[\d.]+,2026-01-07T22:39:00Z$/);
  assert.match(lines[3], /^19997,'=Braga,/);
  assert.match(lines.at(-1), /^10000,Lisbon,0\.00,2026-01-01T00:00:00Z$/);
  assert.doesNotMatch(content, /Secret/);
  const book = await exported(page, part, 'Excel');
  assert.equal(book.name, 'Shipments.xlsx');
  assert.equal((await readFile(book.path)).subarray(0, 2).toString(), 'PK');
  const notes = await gallery.rows("SELECT detail FROM stagedoor_audit WHERE verb = 'download' ORDER BY id");
  assert.match(
    notes[0].detail,
    /^Shipments\.csv as csv of \{.*"sortColumn":"Number".*\}, \d+ bytes, 10000 rows$/,
  );
  assert.match(notes[1].detail, /^Shipments\.xlsx as xlsx .* bytes, 10000 rows$/);
});

test('cells with labels, colours, pictures and links; rows that open and have menus', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'tables/cells');
  await finished(page);
  const part = frame(page, 'Shipments');
  const row = part.getByRole('row').nth(1);
  assert.deepEqual(
    (await texts(row)).slice(0, 6).map((text) => text.trim()),
    ['No. 10000', 'On its way', 'Track', 'Again', '10000', '2026-02-25T14:36:00.000Z'],
  );
  assert.equal(await row.locator('img').getAttribute('src'), '/parcels/0');
  assert.equal(
    await row.getByRole('link', { name: 'Track' }).getAttribute('href'),
    'https://example.com/track/10000',
  );
  assert.equal(
    await row.getByRole('link', { name: 'Again' }).getAttribute('href'),
    '/admin/tables/cells?number=10000',
  );
  const file = await exported(page, part, 'CSV');
  assert.deepEqual(csv(file.content).slice(0, 2), [
    'Parcel,State,Tracking,Run,Plain number,Looks like a date',
    '10000,1,Track,Again,10000,2026-02-25T14:36:00.000Z',
  ]);
  await row.getByRole('button', { name: /^Actions for/ }).click();
  const item = (name) => page.getByRole('menuitem', { name });
  assert.equal(await item('Not yet').getAttribute('aria-disabled'), 'true');
  assert.equal(await item('Shop').getAttribute('href'), 'https://example.com/10000');
  await page.keyboard.press('Escape');
  await row.getByText('2026-02-25').click();
  await page.getByRole('textbox', { name: 'Department' }).waitFor();
  await page.goBack();
  await frame(page, 'Shipments')
    .getByRole('row')
    .nth(2)
    .getByRole('button', { name: /^Actions for/ })
    .click();
  await item('Write an e-mail').click();
  await page.getByRole('textbox', { name: 'Your e-mail' }).waitFor();
});

test('columns are hidden by keys, and stay so for this table', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await page.goto(`${gallery.url}tables`);
  const headings = () => page.getByRole('columnheader').allInnerTexts();
  await page.getByText('1–20 of 1,313').waitFor();
  await page.getByRole('button', { name: 'Columns' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitemcheckbox', { name: 'Number' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  assert.deepEqual(await headings(), ['Number', 'Sent']);
  await page.reload();
  await page.getByText('1–20 of 1,313').waitFor();
  assert.deepEqual(await headings(), ['Number', 'Sent']);
  await page.getByRole('searchbox').fill('lisbon'); // what is hidden can still be searched
  await page.getByText(/of 263/).waitFor();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Number' }).click();
  assert.equal(
    await page.getByRole('menuitemcheckbox', { name: 'Sent' }).getAttribute('aria-disabled'),
    'true',
  );
  await page.getByRole('menuitem', { name: 'Show all' }).click();
  assert.deepEqual(await headings(), ['Number', 'To', 'Price', 'Sent']);
});

test('the size of pages is in the address of a page', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await page.goto(`${gallery.url}tables`);
  await page.getByText('1–20 of 1,313').waitFor();
  await page.getByLabel('Rows per page').selectOption('100');
  await page.getByText('1–100 of 1,313').waitFor();
  assert.match(page.url(), /size=100/);
  await page.reload();
  await page.getByText('1–100 of 1,313').waitFor();
  const file = await exported(page, page.getByRole('main'), 'CSV');
  assert.equal(csv(file.content).length, 1314);
});

test('Back goes to the page of rows before, to what was sorted, and not to every letter of a search', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await page.goto(`${gallery.url}grids`);
  await page.getByText('1–12 of 100').waitFor();
  await page.goto(`${gallery.url}tables`);
  const rows = (text) => page.getByText(text, { exact: true }).waitFor();
  await rows('1–20 of 1,313');
  const next = page.getByRole('button', { name: 'Next' });
  await next.scrollIntoViewIfNeeded();
  const scrolled = await page.evaluate(() => scrollY);
  await next.click();
  await rows('21–40 of 1,313');
  await next.click();
  await rows('41–60 of 1,313');
  await page.getByRole('button', { name: 'Previous' }).click();
  await rows('21–40 of 1,313');
  for (const text of ['41–60 of 1,313', '21–40 of 1,313', '1–20 of 1,313']) {
    await page.goBack();
    await rows(text);
  }
  await page.waitForFunction((y) => Math.abs(scrollY - y) < 2, scrolled);
  await page.goForward();
  await rows('21–40 of 1,313');
  await page.goBack();
  await rows('1–20 of 1,313');

  await page.getByRole('columnheader', { name: 'Price' }).getByRole('button').first().click();
  await page.locator('th[aria-sort=ascending]').waitFor();
  for (const text of ['po', 'por', 'porto']) {
    await page.getByRole('searchbox').fill(text);
    await page.waitForURL(new RegExp(`[?&]q=${text}(&|$)`));
  }
  await rows('1–20 of 263');
  await page.goBack();
  await page.locator('th[aria-sort=ascending]').waitFor({ state: 'detached' });
  await rows('1–20 of 1,313');
  assert.equal(await page.getByRole('searchbox').inputValue(), '');
  await page.goBack();
  await page.getByText('1–12 of 100').waitFor();
});

test('rows as cards with all their columns', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'tables/vertical');
  await finished(page);
  const list = page.getByRole('list', { name: 'Shipments' });
  assert.equal(await list.getByRole('listitem').count(), 5);
  assert.match(await list.getByRole('listitem').first().innerText(), /Number\s+10000[\s\S]*Price\s+0\.00/);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('6–10 of 12').waitFor();
});

for (const [name, options] of Object.entries(views)) {
  test(`tables on ${name}: axe finds nothing and nothing is too wide`, async (t) => {
    const gallery = await startGallery(t);
    const { page } = await signIn(t, gallery, options);
    for (const slug of ['tables/cells', 'tables/sizes', 'tables/vertical']) {
      await open(page, gallery, slug);
      await finished(page);
      await assertAccessible(page, `${slug} on ${name}`);
      await assertFits(page, slug);
      await look(page, `${slug} on ${name}`);
    }
    await page.goto(`${gallery.url}tables`);
    await page.getByText('1–20 of 1,313').waitFor();
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Number' }).waitFor();
    await assertAccessible(page, `the columns of a table on ${name}`);
    await look(page, `tables page on ${name}`);
    await page.keyboard.press('Escape');
    await inViews(page, 'Save view…');
    await page.keyboard.type('Parcels that nobody has asked for yet, and are cheap');
    await page.getByRole('checkbox').check();
    await assertAccessible(page, `saving a view on ${name}`);
    await look(page, `saving a view on ${name}`);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('button', { name: /^Views: Parcels/ }).waitFor();
    await page.getByRole('searchbox').fill('porto');
    await page.getByText('1–20 of 263').waitFor();
    await viewMenu(page).click();
    await page.getByRole('menuitem', { name: 'Save changes' }).waitFor();
    await assertAccessible(page, `the views of a table on ${name}`);
    await assertFits(page, `the views on ${name}`);
    await look(page, `views on ${name}`);
  });
}

const viewMenu = (page) => page.getByRole('button', { name: /^Views/ });

/** Opens the menu of views and presses one of its entries, by keyboard alone. */
async function inViews(page, name) {
  await viewMenu(page).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menu').getByText(name).first().waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
  for (let at = 0; !(await focused()).startsWith(name); at += 1) {
    assert.ok(at < 20, `${name} cannot be reached by keyboard`);
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
}

/** The names in the menu of views, and which is picked. */
async function viewsOf(page) {
  await viewMenu(page).click();
  const items = page.getByRole('menuitemradio');
  const names = await items.allInnerTexts();
  const picked = await items.and(page.locator('[aria-checked=true]')).allInnerTexts();
  await page.keyboard.press('Escape');
  const plain = (text) => text.replaceAll(/[✓\s]+/g, ' ').trim();
  return { names: names.map(plain), picked: picked.map(plain).join() };
}

test('a list is saved as a view, opened again, changed, shared with another person and deleted', async (t) => {
  const gallery = await startGallery(t);
  const visitor = await signIn(t, gallery);
  const { page } = visitor;
  const rows = (who, text) => who.getByText(text, { exact: true }).waitFor();
  await page.goto(`${gallery.url}tables`);
  await rows(page, '1–20 of 1,313');
  await page.getByRole('searchbox').fill('porto');
  await rows(page, '1–20 of 263');
  await page.locator('th').getByRole('button', { name: 'Price' }).click();
  await page.waitForURL(/sort=Price/);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Sent' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Next' }).click();
  await rows(page, '21–40 of 263');

  await inViews(page, 'Save view…');
  await page.keyboard.type('Cheap in Porto');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Views: Cheap in Porto', exact: true }).waitFor();
  await page.waitForURL(/view=/);
  await rows(page, '21–40 of 263'); // nothing moves
  await page.reload();
  await page.getByRole('button', { name: 'Views: Cheap in Porto', exact: true }).waitFor();
  await rows(page, '21–40 of 263');

  await inViews(page, 'All rows');
  await rows(page, '1–20 of 1,313');
  assert.doesNotMatch(page.url(), /\?/);
  assert.equal(await page.getByRole('searchbox').inputValue(), '');
  await inViews(page, 'Cheap in Porto');
  await rows(page, '1–20 of 263');
  assert.equal(await page.getByRole('searchbox').inputValue(), 'porto');
  assert.deepEqual(await page.getByRole('columnheader').allInnerTexts(), ['Number', 'To', 'Price']);
  assert.equal(await page.locator('th[aria-sort=ascending]').innerText(), 'Price');
  const link = page.url();
  await page.goBack();
  await rows(page, '1–20 of 1,313');
  await page.goForward();
  await rows(page, '1–20 of 263');

  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitem', { name: 'Show all' }).click();
  await page.getByRole('button', { name: 'Views: Cheap in Porto, changed since it was saved' }).waitFor();
  await inViews(page, 'Save changes');
  await page.getByText('The view “Cheap in Porto” is saved.').waitFor();
  await page.getByRole('button', { name: 'Views: Cheap in Porto', exact: true }).waitFor();

  await inViews(page, 'Save as a new view…');
  await page.keyboard.type('<b>Only mine</b>');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Views: <b>Only mine</b>', exact: true }).waitFor();
  await inViews(page, 'Cheap in Porto');
  await inViews(page, 'Rename or share…');
  await page.getByRole('textbox', { name: 'Name' }).fill('Porto');
  await page.getByRole('checkbox', { name: /^Everybody who can see this page/ }).check();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Views: Porto', exact: true }).waitFor();
  assert.deepEqual(await viewsOf(page), {
    names: ['All rows', 'Porto shared', '<b>Only mine</b>'],
    picked: 'Porto shared',
  });

  const { page: bo } = await signIn(t, { ...gallery, link: gallery.otherLink });
  await bo.goto(link);
  await bo.getByRole('button', { name: 'Views: Porto, changed since it was saved' }).waitFor(); // the link hides a column
  await rows(bo, '1–20 of 263');
  assert.deepEqual(await viewsOf(bo), {
    names: ['All rows', 'Porto by Ana Silva'],
    picked: 'Porto by Ana Silva',
  });
  await inViews(bo, 'Porto');
  await bo.getByRole('columnheader', { name: 'Sent' }).waitFor();
  await viewMenu(bo).click();
  assert.deepEqual(await bo.getByRole('menuitem').allInnerTexts(), ['Save as a new view…']);

  await inViews(page, 'Delete…');
  await page.getByText('Nobody will find it').waitFor();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete view' }).click();
  await page.getByRole('button', { name: 'Views', exact: true }).waitFor();
  await rows(page, '1–20 of 263');
  await bo.reload();
  await bo.getByRole('button', { name: 'Views', exact: true }).waitFor();
  await rows(bo, '1–20 of 263'); // what the address says stays
  assert.deepEqual((await viewsOf(bo)).names, ['All rows']);
  const audit = await gallery.rows(
    "SELECT person_id, verb FROM stagedoor_audit WHERE verb LIKE 'view.%' ORDER BY id",
  );
  assert.deepEqual(
    audit.map(({ person_id: by, verb }) => `${by} ${verb}`),
    ['ana view.share', 'ana view.withdraw'],
  );
});
