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

test('who one is: by a password that goes nowhere, for a while, or not at all', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  const frames = [];
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => frames.push(String(payload)));
    socket.on('framereceived', ({ payload }) => frames.push(String(payload)));
  });
  await start(page, gallery, 'confirming/identity');
  const secret = page.getByLabel('Your password');
  await secret.waitFor();
  assert.equal(await secret.getAttribute('type'), 'password');
  await page.keyboard.type('wrong one'); // the focus is in it
  await page.keyboard.press('Enter');
  await page.getByText('That is not the password: it is "open sesame".').waitFor();
  assert.equal(await secret.inputValue(), '', 'it is gone');
  assert.equal(
    await page.evaluate(() => document.activeElement?.getAttribute('type')),
    'password',
    'and can be typed again at once',
  );
  await page.keyboard.type('open sesame');
  await button(page, 'Confirm').click();

  await page.getByRole('heading', { name: 'Close the account' }).waitFor(); // the second is not asked
  assert.equal(await page.getByText('Identity confirmed').count(), 2);
  await button(page, 'Cancel').click();
  await finished(page);
  assert.deepEqual(await page.getByRole('definition').allTextContents(), ['No', 'Yes', 'Yes']);
  await page.getByText('Declined').waitFor();

  const holding = frames.filter(
    (frame) => frame.includes('open sesame') && !frame.includes('not the password'),
  );
  assert.deepEqual(holding.length, 1, 'it is sent once and comes back never');
  assert.equal(
    (await gallery.rows('SELECT data FROM stagedoor_events WHERE data LIKE ?', '%sesame%')).length,
    0,
  );
  assert.doesNotMatch(gallery.log(), /sesame/);
  assert.equal(
    await page.evaluate(() =>
      JSON.stringify([{ ...sessionStorage }, { ...localStorage }]).includes('sesame'),
    ),
    false,
    'no draft holds it',
  );
});

test('a reload asks who one is again only where that is needed', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await start(page, gallery, 'confirming/identity');
  await page.getByLabel('Your password').fill('open sesame');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Close the account' }).waitFor();
  await page.reload();
  await page.getByLabel('Your password').fill('open sesame');
  await page.keyboard.press('Enter');
  await finished(page);
});

for (const [name, options] of Object.entries(looks)) {
  test(`axe finds nothing where one confirms, on ${name}`, async (t) => {
    const gallery = await startGallery(t);
    const { page } = await signIn(t, gallery, options);
    for (const slug of ['confirming/plain', 'confirming/typed', 'confirming/identity']) {
      await start(page, gallery, slug);
      await page.getByRole('heading', { level: 2 }).first().waitFor();
      if (slug === 'confirming/typed') await button(page, 'Delete account').click();
      await assertAccessible(page, slug);
      await assertFits(page, slug);
    }
  });
}
