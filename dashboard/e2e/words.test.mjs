import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signIn } from './browser.mjs';
import { begin, looksWell, proceed, refused, resulted } from './gallery.mjs';
import { startGallery } from './program.mjs';

test('a text keeps its lengths', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'words/text');
  await proceed(page);
  await refused(page, 'This field is required.');
  const box = page.getByRole('textbox', { name: 'Department' });
  await box.fill('Int');
  await proceed(page);
  await refused(page, 'At least 5 characters.');
  await box.fill('x'.repeat(35));
  await proceed(page);
  await refused(page, 'At most 20 characters.');
  await box.fill('Interval');
  await proceed(page);
  await resulted(page, 'Interval');
});

test('an e-mail address has to be one, and what was typed stays', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'words/email');
  await proceed(page);
  await refused(page, 'This field is required.');
  const box = page.getByRole('textbox', { name: 'Your e-mail' });
  await box.fill('notanemail');
  await proceed(page);
  await refused(page, 'Enter a valid e-mail address.');
  assert.equal(await box.inputValue(), 'notanemail');
  await box.fill('ana@example.com');
  await page.keyboard.press('Enter');
  await resulted(page, 'ana@example.com');
});

test('a pattern says what it wants, and a text of several lines keeps them', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'words/lines');
  const note = page.getByRole('textbox', { name: 'Note' });
  assert.ok((await note.boundingBox()).height >= 120, 'six lines are shown');
  await note.pressSequentially('one\ntwo');
  await page.getByRole('textbox', { name: 'Shelf' }).fill('7-B');
  await page.keyboard.press('Control+Enter');
  await refused(page, 'A letter, a dash and a number.');
  await page.getByRole('textbox', { name: 'Shelf' }).fill('B-7');
  await proceed(page);
  await resulted(page, 'one\ntwo', 'B-7');
});

const canary = 'canary-7f3k92-secret';

test('a secret is masked, and is in no transcript, draft or table', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'words/secret');
  await page.getByRole('textbox', { name: 'Owner' }).fill('Ada');
  const password = page.getByLabel('New password', { exact: true });
  assert.equal(await password.getAttribute('type'), 'password');
  await password.fill(canary);
  await page.getByLabel('Private key', { exact: false }).first().fill(`${canary}\nsecond line`);

  const reveal = page.getByRole('button', { name: 'Show New password while pressed' });
  await reveal.focus();
  await page.keyboard.down('Space');
  await page.locator('input[type=text]').nth(1).waitFor();
  assert.equal(await password.getAttribute('type'), 'text');
  await page.keyboard.up('Space');
  assert.equal(await password.getAttribute('type'), 'password');
  await reveal.hover();
  await page.mouse.down();
  assert.equal(await password.getAttribute('type'), 'text');
  await page.mouse.up();
  assert.equal(await password.getAttribute('type'), 'password');

  await page.waitForFunction(() => JSON.stringify(sessionStorage).includes('Ada'));
  assert.doesNotMatch(await page.evaluate(() => JSON.stringify(sessionStorage)), /canary/);
  await page.reload();
  await page.getByRole('textbox', { name: 'Owner' }).waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'Owner' }).inputValue(), 'Ada');
  assert.equal(await password.inputValue(), '');
  await password.fill('short');
  await proceed(page);
  await refused(page, 'At least 12 characters.');
  await password.fill(canary);
  await proceed(page);
  await resulted(page, 'Ada', String(canary.length));
  await page.getByText('Answered, and kept nowhere').waitFor();
  await page.getByRole('button', { name: /Show the whole step/ }).click();
  await page.getByText('Kept nowhere', { exact: true }).first().waitFor();
  assert.doesNotMatch(await page.content(), /canary/);

  const events = JSON.stringify(await gallery.rows('SELECT * FROM stagedoor_events'));
  assert.match(events, /Ada/);
  assert.doesNotMatch(events, /canary/);
  for (const { name } of await gallery.rows("SELECT name FROM sqlite_master WHERE type = 'table'"))
    assert.doesNotMatch(JSON.stringify(await gallery.rows(`SELECT * FROM ${name}`)), /canary/, name);
  assert.doesNotMatch(gallery.log(), /canary/);
});

looksWell('texts', {
  'words/lines': undefined,
  'words/secret': async (page) => {
    await page.getByLabel('New password', { exact: true }).fill('short');
    await proceed(page);
    await refused(page, 'At least 12 characters.');
  },
});
