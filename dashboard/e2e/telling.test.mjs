import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, assertFits, looks, signIn } from './browser.mjs';
import { begin, look } from './gallery.mjs';
import { startGallery } from './program.mjs';

test('a message is shown, waits at the bell, leads on, and is read', async (t) => {
  const gallery = await startGallery(t);
  const visitor = await signIn(t, gallery);
  const { page } = visitor;
  const other = await visitor.tab(gallery.url);
  await begin(page, gallery, 'telling/notify');
  // As text, on every screen of theirs; and in the transcript.
  await other.getByRole('status').getByText('<b>Please</b> have a look.').waitFor();
  await page.getByRole('main').getByText('<b>Please</b> have a look.').waitFor();
  await page.reload();
  // The screen has come, and with it the place where the keyboard begins.
  await page.getByRole('main').getByText('<b>Please</b> have a look.').waitFor();
  const bell = (at, count) => at.getByRole('button', { name: `Messages, ${count} unread` });
  await bell(page, 1).press('Enter');
  await page.getByRole('menuitem', { name: /Refund.*Please.*new/s }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Arranged' }).waitFor();
  await bell(page, 0).waitFor();
  await bell(other, 0).waitFor();
});

test('the log says how much a line matters, and is filtered by it', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'telling/log');
  const log = page.getByRole('list', { name: 'Log' });
  const lines = () => log.getByRole('listitem').allInnerTexts();
  await page.waitForFunction(() => document.querySelectorAll('#log li').length === 4);
  assert.match((await lines())[2], /Warning:\s*This is one of warn\./s);
  const filter = page.getByRole('combobox', { name: 'Show' });
  await filter.selectOption('Warnings and errors');
  assert.equal((await lines()).length, 2);
  await filter.selectOption('Errors');
  assert.match((await lines()).join(), /^[^,]*one of error\.$/s);
  await filter.selectOption('Everything');
  assert.equal((await lines()).length, 4);
});

for (const [name, options] of Object.entries(looks)) {
  test(`messages and logs on ${name}: axe finds nothing and nothing is too wide`, async (t) => {
    const gallery = await startGallery(t);
    const { page } = await signIn(t, gallery, options);
    await begin(page, gallery, 'telling/notify');
    await page.getByRole('button', { name: /^Messages/ }).click();
    await page.getByRole('menuitem', { name: /Refund/ }).waitFor();
    await assertAccessible(page, `the bell on ${name}`);
    await assertFits(page, 'the bell');
    await look(page, `bell on ${name}`);
    await begin(page, gallery, 'telling/log');
    const tab = page.getByRole('tab', { name: /^Log/ });
    await tab.or(page.locator('#log')).first().waitFor();
    if (await tab.isVisible()) await tab.click();
    await page.getByText('one of error').waitFor();
    await assertAccessible(page, `the log on ${name}`);
    await assertFits(page, 'the log');
    await look(page, `log on ${name}`);
  });
}
