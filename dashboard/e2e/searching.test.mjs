import { test } from 'node:test';
import assert from 'node:assert/strict';
import { assertAccessible, assertFits, finished, looks, signIn } from './browser.mjs';
import { startGallery } from './program.mjs';
import { next, start } from './steps.mjs';

test('one is searched for: needed, found, and the whole value comes back', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await start(page, gallery, 'searching/one');
  await page.getByRole('combobox', { name: 'Role' }).waitFor();
  await page.keyboard.press('Escape');
  await next(page).click();
  await page.getByText('Please fill this in.').waitFor();
  await page.getByRole('combobox', { name: 'Role' }).fill('view');
  await page.getByRole('option', { name: 'Viewer' }).click();
  await next(page).click();
  await finished(page);
  await page.getByText('Reads everything').waitFor();
});

test('several are searched for, over two searches, by the keyboard, and taken back', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await start(page, gallery, 'searching/many');
  const box = page.getByRole('combobox', { name: 'Ship to' });
  await page.getByText('0 of 1–3 selected').waitFor();
  await page.getByRole('option', { name: 'Austria' }).click(); // offered before anything is typed
  await box.fill('fra');
  await page.getByRole('option', { name: 'France' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByText('2 of 1–3 selected').waitFor();
  await page.keyboard.type('chi'); // takes the place of what was typed before
  await page.getByRole('option', { name: 'Chile' }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Enter');
  await page.getByText('France is not allowed.').waitFor();

  await page.getByRole('button', { name: 'Remove France' }).focus();
  await page.keyboard.press('Delete');
  await page.getByText('2 of 1–3 selected').waitFor();
  assert.equal(
    await page.evaluate(() => document.activeElement?.textContent),
    'Remove Chile',
    'the focus goes to the next tag',
  );
  await box.fill('');
  await box.press('Backspace');
  await page.getByText('1 of 1–3 selected').waitFor();
  await box.fill('por');
  await page.getByRole('option', { name: 'Portugal' }).click();
  await page.keyboard.press('Escape');
  await next(page).click();
  await finished(page);
  await page.getByRole('listitem').filter({ hasText: /^AT$/ }).waitFor();
  await page.getByRole('listitem').filter({ hasText: /^PT$/ }).waitFor();
  await page.getByRole('button', { name: /Ship to Austria, Portugal/ }).waitFor();
});

test('none of several may be an answer', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await start(page, gallery, 'searching/any');
  await page.getByRole('combobox', { name: 'Ship to' }).waitFor();
  await page.keyboard.press('Control+Enter');
  await finished(page);
  await start(page, gallery, 'searching/any');
  const box = page.getByRole('combobox', { name: 'Ship to' });
  for (const name of ['Japan', 'Brazil']) {
    await box.fill(name);
    await page.getByRole('option', { name }).click();
  }
  await page.keyboard.press('Escape');
  await next(page).click();
  await finished(page);
  await page.getByText('BR', { exact: true }).waitFor();
});

test('two searches on one screen, one of which finds nothing at first', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await start(page, gallery, 'searching/two');
  const from = page.getByRole('combobox', { name: 'From', includeHidden: true });
  const via = page.getByRole('combobox', { name: 'By way of' });
  await from.fill('germ');
  await page.getByRole('option', { name: 'Germany' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await via.fill('nowhere');
  await page.getByText('Nothing found for nowhere').waitFor();
  assert.equal(await from.inputValue(), 'Germany', 'the other search keeps what was chosen');
  await via.fill('many');
  await page.getByRole('option', { name: 'Germany' }).click();
  await next(page).click();
  await finished(page);
  await page.getByText('Yes', { exact: true }).waitFor();
});

for (const [name, options] of Object.entries(looks)) {
  test(`axe finds nothing where one searches, on ${name}`, async (t) => {
    const gallery = await startGallery(t);
    const { page } = await signIn(t, gallery, options);
    await start(page, gallery, 'searching/many');
    for (const country of ['Austria', 'Denmark']) await page.getByRole('option', { name: country }).click();
    await page.keyboard.press('Escape');
    await assertAccessible(page, 'a search');
    await assertFits(page, 'a search');
  });
}
