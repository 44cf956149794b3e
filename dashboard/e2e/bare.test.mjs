import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, signIn } from './browser.mjs';
import { startGallery } from './program.mjs';

test('a page without anything on it lists what stands below it, or says that nothing is there', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  const main = page.getByRole('main');
  await page.goto(`${gallery.url}bare`);
  await main.getByRole('link', { name: 'Alone' }).waitFor();
  assert.equal(await main.getByText('Nothing is here yet.').count(), 0);
  await assertAccessible(page, 'a page that lists what stands below it');
  await main.getByRole('link', { name: 'Alone' }).click();
  await main.getByRole('heading', { level: 1, name: 'Alone' }).waitFor();
  await main.getByText('Nothing is here yet.').waitFor();
  await page.goto(`${gallery.url}bare/childless`);
  await main.getByText('Nothing is here yet.').waitFor();
  await assertAccessible(page, 'a page without anything');
});
