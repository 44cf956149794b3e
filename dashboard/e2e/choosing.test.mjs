import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, assertFits, finished, looks, signIn } from './browser.mjs';
import { startGallery } from './program.mjs';
import { next, start } from './steps.mjs';

test('one of a few: needed, of any type, and by the keyboard alone', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await start(page, gallery, 'choosing/one');
  await page.getByRole('radiogroup', { name: 'Since when' }).waitFor();
  await next(page).click();
  assert.equal(await page.getByText('This field is required.', { exact: true }).count(), 2);

  await page.getByRole('radio', { name: /^2024-02-29/ }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.type('edi');
  await page.getByRole('option', { name: 'Editor' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  assert.equal(await page.getByRole('combobox', { name: 'Role' }).inputValue(), 'Editor');

  await page.getByRole('button', { name: /Size \(optional/ }).focus();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('group', { name: 'Large' }).getByRole('option', { name: 'XXL' }).click();
  await page.keyboard.press('Control+Enter');
  await finished(page);
  const result = page.getByRole('main');
  await result.getByText('time.Time 2024-02-29 09:30:00').waitFor();
  await result.getByText('Editor').last().waitFor();
});

test('a default that is no option is left out, and an answer is needed', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await start(page, gallery, 'choosing/gone');
  await page.getByRole('radio', { name: 'Red' }).waitFor();
  assert.equal(await page.getByRole('radio', { checked: true }).count(), 0);
  await next(page).click();
  await page.getByText('This field is required.').waitFor();
  await page.getByRole('radio', { name: 'Green' }).check();
  await next(page).click();
  await finished(page);
  assert.match(gallery.log(), /a default is not among the options/);
});

test('some of a few: all, none, too many, too few', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await start(page, gallery, 'choosing/many');
  await page.getByText('0 selected').waitFor();
  await page.getByRole('button', { name: 'Select all' }).click();
  await page.getByText('3 selected').waitFor();
  await page.getByRole('button', { name: 'Select none' }).click();
  await page.getByText('0 selected').waitFor();
  await page.getByRole('checkbox', { name: 'Viewer' }).check();
  await page.getByRole('checkbox', { name: 'Admin' }).check();
  await next(page).click();

  const keep = page.getByRole('group', { name: 'Roles to keep' });
  await keep.getByText('2 of 1–2 selected').waitFor();
  assert.deepEqual(
    await Promise.all(
      ['Viewer', 'Editor', 'Admin'].map((name) => keep.getByRole('checkbox', { name }).isChecked()),
    ),
    [true, false, true],
    'what was chosen first is ticked',
  );
  await keep.getByRole('checkbox', { name: 'Editor' }).check();
  await next(page).click();
  await page.getByText('Choose 1 to 2.').waitFor();
  for (const name of ['Viewer', 'Editor', 'Admin']) await keep.getByRole('checkbox', { name }).uncheck();
  await next(page).click();
  await page.getByText('Choose 1 to 2.').waitFor();
  await keep.getByRole('checkbox', { name: 'Viewer' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await next(page).click();
  await finished(page);
  await page.getByRole('cell', { name: 'Changes records' }).waitFor();
});

test('many options are searched, also by the keyboard', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await start(page, gallery, 'choosing/countries');
  const from = page.getByRole('combobox', { name: 'From' });
  await from.fill('europe');
  await page.getByRole('group', { name: 'Europe' }).getByRole('option', { name: 'Portugal' }).click();

  const to = page.getByRole('group', { name: 'Ship to' });
  await to.getByRole('searchbox').fill('south');
  await page.keyboard.press('Enter'); // searches, and does not send the form
  await to.getByRole('button', { name: 'Select the 6 found', exact: true }).click();
  await to.getByText('6 selected, at least 1 needed').waitFor();
  await to.getByRole('searchbox').fill('south korea');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await to.getByText('5 selected').waitFor();
  await to.getByRole('searchbox').fill('nowhere');
  await to.getByText('Nothing found for nowhere').waitFor();
  await next(page).click();
  await finished(page);
  await page.getByText('[ZA AR BR CL CO]').waitFor();
  await page.getByRole('button', { name: /South Africa, Argentina, Brazil and 2 more/ }).click();
  await page.getByText('Colombia').waitFor();
});

for (const [name, options] of Object.entries(looks)) {
  test(`axe finds nothing where one chooses, on ${name}`, async (t) => {
    const gallery = await startGallery(t);
    const { page } = await signIn(t, gallery, options);
    for (const slug of ['choosing/one', 'choosing/many', 'choosing/countries']) {
      await start(page, gallery, slug);
      await next(page).waitFor();
      await assertAccessible(page, slug);
      await assertFits(page, slug);
    }
    await start(page, gallery, 'choosing/one');
    await page.getByRole('combobox', { name: 'Role' }).click();
    await page.getByRole('option', { name: 'Editor' }).waitFor();
    await assertAccessible(page, 'a long selection with its list open');
    await page.getByRole('heading', { level: 1 }).waitFor(); // still read out
  });
}
