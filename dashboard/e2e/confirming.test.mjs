import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, assertFits, finished, looks, signIn } from './browser.mjs';
import { startGallery } from './program.mjs';
import { start } from './steps.mjs';

const button = (page, name) => page.getByRole('main').getByRole('button', { name, exact: true });

test('a yes and a no, with words of their own', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await start(page, gallery, 'confirming/plain');
  await page.getByRole('heading', { name: 'Send the newsletter?' }).waitFor();
  await page.getByText('To everyone who asked for it.').waitFor();
  await button(page, 'Confirm').waitFor();
  await page.keyboard.press('Enter'); // the focus is on it
  await button(page, 'Leave it').click();
  await finished(page);
  await page.getByText('Send the newsletter?').locator('..').getByText('Confirm').waitFor();
  assert.deepEqual(await page.getByRole('definition').allTextContents(), ['Yes', 'No']);
});

test('a word is typed before yes counts', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await start(page, gallery, 'confirming/typed');
  const word = page.getByRole('textbox', { name: 'Type DELETE to confirm.' });
  await word.waitFor();
  await page.keyboard.type('delete'); // the focus is in it
  await page.keyboard.press('Enter');
  await page.getByText('Type DELETE to confirm.').nth(1).waitFor();
  await word.fill('DELETE');
  await button(page, 'Delete account').click();
  await finished(page);
  assert.deepEqual(await page.getByRole('definition').allTextContents(), ['Yes']);

  await start(page, gallery, 'confirming/typed');
  await button(page, 'Keep').click();
  await finished(page);
  assert.deepEqual(await page.getByRole('definition').allTextContents(), ['No']);
});

for (const [name, options] of Object.entries(looks)) {
  test(`axe finds nothing where one confirms, on ${name}`, async (t) => {
    const gallery = await startGallery(t);
    const { page } = await signIn(t, gallery, options);
    for (const slug of ['confirming/plain', 'confirming/typed']) {
      await start(page, gallery, slug);
      await page.getByRole('heading', { level: 2 }).first().waitFor();
      if (slug === 'confirming/typed') await button(page, 'Delete account').click();
      await assertAccessible(page, slug);
      await assertFits(page, slug);
    }
  });
}
