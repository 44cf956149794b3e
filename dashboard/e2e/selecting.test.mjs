import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, assertFits, finished, looks, signIn } from './browser.mjs';
import { startGallery } from './program.mjs';
import { next, start } from './steps.mjs';

const box = (page, subject) => page.getByRole('checkbox', { name: `Select ${subject}`, exact: true });

test('one or two of four rows, then exactly one', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await start(page, gallery, 'selecting/rows');
  await page.getByText('0 selected').waitFor();
  assert.equal(await page.getByRole('checkbox', { name: /all rows/ }).count(), 0, 'four are too many');
  assert.equal(await page.getByRole('button', { name: /matching/ }).count(), 0, 'four are too many');
  await next(page).click();
  assert.equal(await page.getByText('Choose 1 to 2.').count(), 2, 'the limit, and what is wrong');
  for (const subject of ['Parcel lost (1)', 'Wrong size (2)', 'Invoice unclear (3)'])
    await box(page, subject).check();
  await next(page).click();
  await page.getByText('Choose 1 to 2.').nth(1).waitFor();
  await box(page, 'Wrong size (2)').uncheck();
  await box(page, 'Invoice unclear (3)').uncheck();
  await next(page).click();

  const radio = (subject) => page.getByRole('radio', { name: `Select ${subject}`, exact: true });
  await radio('Wrong size (2)').waitFor();
  assert.ok(await radio('Wrong size (2)').isChecked(), 'one is selected already');
  await page.getByRole('row', { name: /Parcel lost \(4\)/ }).focus();
  await page.keyboard.press('x');
  assert.ok(await radio('Parcel lost (4)').isChecked());
  assert.ok(!(await radio('Wrong size (2)').isChecked()), 'only one can be');
  await page.keyboard.press('Control+Enter');
  await finished(page);
  for (const note of ['Note 1', 'Note 4']) await page.getByText(note, { exact: true }).waitFor();
});

test('tables to select from with no, fewer and as many rows as a page', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await start(page, gallery, 'selecting/sizes');
  const part = (name) => page.locator('[data-slot]').filter({ hasText: name });
  await part('None').getByText('Nothing here yet.').waitFor();
  assert.equal(await part('None').getByRole('checkbox').count(), 0, 'there is nothing to select');
  await part('Fewer than a page').getByText('3 rows').waitFor();
  await part('A page').getByText('5 rows').waitFor();
  await next(page).click();
  await part('Fewer than a page').getByText('Choose at least 1.').nth(1).waitFor();
  await part('Fewer than a page').getByRole('checkbox', { name: 'Select Parcel lost (1)' }).check();
  await next(page).click();
  await finished(page);
  assert.deepEqual(await page.locator('#result').getByRole('definition').allTextContents(), ['1', '0', '0']);
});

test('a range by Shift, rows on other pages, and all that match', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await start(page, gallery, 'selecting/pages');
  await box(page, 'Wrong size (2)').click();
  await box(page, 'Invoice unclear (6)').click({ modifiers: ['Shift'] });
  await page.getByText('5 selected').waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('5 selected, 5 not on this page').waitFor();
  await page.getByRole('searchbox').fill('invoice');
  await page.getByRole('button', { name: 'Select all 20 matching' }).click();
  await page.getByText('23 selected, 3 not on this page').waitFor();
  await next(page).click();
  await finished(page);
  await page.getByText('Note 60').waitFor();
  await page.getByText('23', { exact: true }).waitFor();
});

test('rows that are fetched are selected over pages, all at once, and come back whole', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await start(page, gallery, 'selecting/fetched');
  await box(page, 'Parcel lost (1)').check();
  await page.getByRole('button', { name: 'Next' }).click();
  await box(page, 'Wrong size (26)').check();
  await page.reload();
  await page.getByText('2 selected').waitFor();
  await page.getByRole('searchbox').fill('wrong');
  await page.getByRole('button', { name: 'Select all 400 matching' }).click();
  await page.getByText('401 selected').waitFor();
  await next(page).click();
  await finished(page);
  await page.getByText('Note 1199').waitFor();
  await page.getByText('401', { exact: true }).waitFor();
});

test('a search that fails leaves nothing to be chosen for its result', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await start(page, gallery, 'selecting/fetched');
  await box(page, 'Parcel lost (1)').check();
  const search = page.getByRole('searchbox');
  await search.fill('archive');
  const failure = page.getByRole('alert').filter({ hasText: 'The archive does not answer.' });
  await failure.waitFor();
  const nothingOld = async () => {
    await page.getByText('1 selected').waitFor();
    assert.equal(await page.getByRole('row').count(), 0, 'no row of the query before');
    assert.equal(await page.getByText(/1,200/).count(), 0, 'nor how many it found');
    assert.equal(await page.getByText('The archive does not answer.').count(), 1, 'said once');
  };
  await nothingOld();
  await failure.getByRole('button', { name: 'Try again' }).click();
  await failure.waitFor();
  await assertAccessible(page, 'a search that fails');
  await nothingOld();
  await page.reload();
  await failure.waitFor();
  await nothingOld();
  await search.fill('wrong');
  await page.getByRole('button', { name: 'Select all 400 matching' }).waitFor();
  assert.equal(await failure.count(), 0);
  await next(page).click();
  await finished(page);
  await page.getByText('Note 1', { exact: true }).first().waitFor();
});

for (const [name, options] of Object.entries(looks)) {
  test(`axe finds nothing where one selects rows, on ${name}`, async (t) => {
    const gallery = await startGallery(t);
    const { page } = await signIn(t, gallery, options);
    for (const slug of ['selecting/rows', 'selecting/fetched']) {
      await start(page, gallery, slug);
      await box(page, 'Parcel lost (1)').check();
      await assertAccessible(page, slug);
      await assertFits(page, slug);
    }
  });
}
