import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signIn } from './browser.mjs';
import { begin, looksWell, proceed, refused, resulted } from './gallery.mjs';
import { startGallery } from './program.mjs';

const grid = (page, name = 'Customers') => page.getByRole('grid', { name });

/** The text of a cell, by its row from 1 and its column from 1. */
const cell = async (page, row, column) =>
  (
    await page
      .locator(`[role=row][aria-rowindex="${row + 1}"] [role=gridcell][aria-colindex="${column + 1}"]`)
      .innerText()
  ).trim();

/** Pastes into the grid, as from a spreadsheet. */
async function paste(page, text) {
  await page.evaluate((data) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', data);
    document.activeElement.dispatchEvent(
      new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData }),
    );
  }, text);
}

const csv = (text, name = 'people.csv') => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const take = (page, file) =>
  page.locator('input[type=file][aria-label="Take a CSV file"]').setInputFiles(file);

test('rows are pasted, said to be wrong at their cells, mended and sent', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'sheets/customers');
  await proceed(page);
  await refused(page, 'Please enter at least one row.');
  await grid(page).focus();
  await paste(
    page,
    'Ada\tada@example.com\told\t12.5\tyes\t2024-02-29\r\nBo\tada@example.com\t17\t$1,000.00\r\n',
  );
  assert.equal(await cell(page, 2, 1), 'Bo');
  await page.getByRole('button', { name: 'Row 1, Age: Enter a number.' }).click();
  await page.keyboard.type('36');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Row 1, Age' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Row 2, Age: At least 18.' }).click(); // the limit is known here
  await page.keyboard.type('18');
  await page.keyboard.press('Enter');
  await proceed(page); // all is well here: the rest is for the service to say
  await refused(page, 'ada@example.com is there twice.');
  await page.locator('[role=row][aria-rowindex="3"] [role=gridcell][aria-colindex="3"]').click();
  await page.keyboard.type('bo@example.com');
  await page.keyboard.press('Enter');
  await proceed(page);
  await resulted(page, 'Active Yes', 'Credit 101250', 'First Ada', 'Rows 2', 'Since 2024-02-29');
});

test('all is done by keyboard, as in spreadsheets', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'sheets/customers');
  await grid(page).focus();
  const keys = page.keyboard;
  await keys.type('Ada');
  await keys.press('Tab');
  await keys.type('ada@example.com');
  await keys.press('Enter');
  await keys.type('bo@example.com');
  await keys.press('Shift+Tab');
  await keys.type('Bo');
  await keys.press('Enter');
  assert.deepEqual(
    [await cell(page, 1, 1), await cell(page, 1, 2), await cell(page, 2, 1), await cell(page, 2, 2)],
    ['Ada', 'ada@example.com', 'Bo', 'bo@example.com'],
  );
  await keys.press('ArrowUp'); // Bo
  await keys.press('F2');
  await keys.type('b');
  await keys.press('Escape'); // as it was
  assert.equal(await cell(page, 2, 1), 'Bo');
  await keys.press('Shift+ArrowRight');
  await keys.press('Delete');
  assert.equal(await cell(page, 2, 2), '');
  await keys.press('Control+z');
  assert.equal(await cell(page, 2, 2), 'bo@example.com');
  await keys.press('Control+-');
  assert.equal(await cell(page, 2, 1), '');
  await keys.press('Control+z');
  await keys.press('Control+Home');
  await keys.press('End');
  await keys.press('Tab'); // the first of the next row
  await keys.type('Bob');
  await keys.press('Enter');
  assert.equal(await cell(page, 2, 1), 'Bob');
  await keys.press('Escape');
  await keys.press('Tab');
  assert.equal(await grid(page).evaluate((box) => box.contains(document.activeElement)), false);
  await keys.press('Control+Enter');
  await resulted(page, 'First Ada', 'Rows 2');
});

test('a CSV file fills the rows, also when its columns have other names', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'sheets/customers');
  await take(page, csv('E-Mail;name;AGE;Remarks\r\nada@example.com;Ada;36;"says ""hi"", often"\r\n'));
  await page.getByText('1 row was taken.').waitFor();
  assert.equal(await cell(page, 1, 8), 'says "hi", often');

  await take(page, csv('Who,Where,Email\nBo,Ulm,bo@example.com\nCy,Bonn,ada@example.com\n', 'others.csv'));
  await page.getByRole('group', { name: 'Which column of others.csv is which?' }).waitFor();
  await page.getByLabel('Name', { exact: true }).selectOption('Who');
  await page.getByRole('button', { name: 'Take 2 rows' }).click();
  assert.equal(await cell(page, 3, 1), 'Cy');
  await proceed(page);
  await refused(page, 'ada@example.com is there twice.');
  await grid(page).focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.getByRole('button', { name: 'Remove row 3' }).click();
  await proceed(page);
  await resulted(page, 'First Ada', 'Rows 2');
});

test('many rows stay quick, and too many are not taken', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'sheets/customers');
  const line = (n) => `Person ${n},p${n}@example.com`;
  const file = (count) =>
    csv(['Name,Email', ...Array.from({ length: count }, (_, n) => line(n + 1))].join('\n'));
  await take(page, file(200_000));
  await page.getByText('There is room for at most 500 rows. Nothing was taken.').waitFor();
  await take(page, file(500));
  await page.getByText('500 rows were taken.').waitFor();
  assert.ok((await page.getByRole('row').count()) < 40, 'only rows that are seen are drawn');
  await grid(page).focus();
  await page.keyboard.press('Control+End');
  assert.equal(await cell(page, 500, 1), 'Person 500');
  await page.reload(); // what was entered is kept
  await grid(page).waitFor();
  await proceed(page);
  await resulted(page, 'First Person 1', 'Rows 500');
});

test('rows that are there already are changed', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'sheets/prices');
  assert.equal(await cell(page, 1, 2), '12.50');
  await page.locator('[role=gridcell]', { hasText: '9.00' }).dblclick();
  await page.getByRole('textbox', { name: 'Price 2' }).fill('9.95');
  await page.keyboard.press('Enter');
  await proceed(page);
  await resulted(page, 'Last 995', 'Rows 2');
});

looksWell('Spreadsheets', {
  'sheets/customers': async (page) => {
    await grid(page).focus();
    await paste(page, 'Ada\tada@example.com\told\nBo\tnobody\t17\tmuch\tmaybe\t1.2.2024\tgold');
    await page.getByRole('button', { name: 'Row 1, Age' }).waitFor();
  },
  'sheets/prices': undefined,
});
