import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, assertFits, finished, looks, signIn } from './browser.mjs';
import { look as keepPicture } from './gallery.mjs';
import { startShop } from './program.mjs';

const bar = (page) => page.getByRole('group', { name: 'Selected rows' });

async function openCustomers(page, shop) {
  await page.goto(`${shop.url}customers`);
  await page.getByRole('row').nth(1).waitFor();
}

test('rows are ticked over pages, edited together, and the report says what became of each', async (t) => {
  const shop = await startShop(t);
  const { page } = await signIn(t, shop);
  await openCustomers(page, shop);
  assert.equal(await bar(page).count(), 0);
  const boxes = page.getByRole('checkbox', { name: /^Select (?!all)/ });
  await boxes.nth(0).click();
  await boxes.nth(3).click({ modifiers: ['Shift'] });
  await bar(page).getByText('4 selected').waitFor();
  await page.keyboard.press('x'); // the row that has the focus
  await page.getByRole('row').nth(1).focus();
  await page.keyboard.press('x');
  await page.getByRole('button', { name: 'Next' }).click();
  await bar(page)
    .getByText(/not on this page/)
    .waitFor();
  await page.getByRole('button', { name: 'Clear selection' }).click();
  assert.equal(await bar(page).count(), 0);

  await page.goto(`${shop.url}customers`);
  await boxes.nth(0).click();
  await boxes.nth(1).click();
  const names = await page
    .getByRole('row')
    .evaluateAll((rows) => rows.slice(1, 3).map((row) => row.dataset.key));
  await bar(page).getByRole('button', { name: 'Edit selected' }).click();
  await page.getByText('Fields to change').first().waitFor();
  await page.getByRole('checkbox', { name: 'City' }).check();
  await page.getByRole('button', { name: /Continue/ }).click();
  await page.getByRole('textbox', { name: /^City/ }).fill('Lisbon');
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('heading', { name: 'Edit selected: 2 customers' }).waitFor();
  await page.getByRole('button', { name: 'Edit selected: 2 customers' }).click();
  await finished(page);
  const report = page.getByRole('heading', { name: '2 customers succeeded' });
  await report.waitFor();
  await page.reload(); // it is kept with the run
  await report.waitFor();
  assert.equal(await page.locator('#result').getByRole('row').count(), 3);
  await page.locator('#result').getByRole('link', { name: 'Undo all of it' }).waitFor();
  await assertAccessible(page, 'a report of many rows');
  await keepPicture(page, 'a report of many rows');
  const changed = await shop.rows(
    "SELECT id FROM customers WHERE city = 'Lisbon' AND id IN (?, ?)",
    ...names,
  );
  assert.equal(changed.length, 2);
});

test('all that match are meant by what is searched, not one by one', async (t) => {
  const shop = await startShop(t);
  const { page } = await signIn(t, shop);
  await openCustomers(page, shop);
  const [{ n }] = await shop.rows(
    "SELECT count(*) AS n FROM customers WHERE name LIKE '%ada%' OR email LIKE '%ada%'",
  );
  const [{ n: before }] = await shop.rows('SELECT count(*) AS n FROM customers');
  await page.getByRole('searchbox').fill('ada');
  await page
    .getByText(new RegExp(`(of ${n}|${n} rows?)$`))
    .first()
    .waitFor();
  await page.getByRole('checkbox', { name: 'Select all rows of this page' }).check();
  if (
    await bar(page)
      .getByRole('button', { name: /^Select all/ })
      .count()
  )
    await bar(page)
      .getByRole('button', { name: `Select all ${n} matching` })
      .click();
  await bar(page).getByRole('button', { name: 'Delete selected' }).click();
  await page.getByRole('button', { name: `Delete selected: ${n} customers` }).click();
  await finished(page);
  // Everybody has orders: the database keeps each of them.
  await page.getByRole('heading', { name: `0 customers succeeded, ${n} refused` }).waitFor();
  await page
    .getByRole('row', { name: /refused A record that this refers to/ })
    .first()
    .waitFor();
  const [{ n: after }] = await shop.rows('SELECT count(*) AS n FROM customers');
  assert.equal(after, before);
});

for (const [name, look] of Object.entries(looks)) {
  test(`selecting rows on ${name}`, async (t) => {
    const shop = await startShop(t);
    const { page } = await signIn(t, shop, look);
    await page.goto(`${shop.url}customers`);
    const boxes = page.getByRole('checkbox', { name: /^Select (?!all)/ });
    await boxes.nth(0).click();
    await boxes.nth(2).click();
    await bar(page).getByText('2 selected').waitFor();
    await assertAccessible(page);
    await assertFits(page, 'a list with rows selected');
    if (process.env['LOOK']) await page.screenshot({ path: `${process.env['LOOK']}/bulk ${name}.png` });
  });
}
