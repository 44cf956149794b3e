import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, signIn } from './browser.mjs';
import { begin, look, open } from './gallery.mjs';
import { startGallery } from './program.mjs';

const home = (page) => page.getByRole('link', { name: /home/i }).first();
const dialog = (page) => page.getByRole('alertdialog', { name: 'Leave this question?' });
const secret = (page) => page.getByLabel('New password', { exact: true });

/** Every prompt of the browser itself, answered with yes. */
function prompts(page) {
  const seen = [];
  page.on('dialog', (asked) => {
    seen.push(asked.type());
    void asked.accept();
  });
  return seen;
}

test('leaving a question with typed text asks nothing, and the text is there on return', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  const seen = prompts(page);
  await begin(page, gallery, 'running/answers');
  const run = page.url();
  await page.getByRole('textbox', { name: 'Name' }).fill('Ada');
  const about = page.getByRole('textbox', { name: 'About' });
  await about.click();
  await about.pressSequentially('Words in an editor');

  await home(page).click();
  await page.waitForURL(gallery.url);
  assert.equal(await dialog(page).count(), 0);
  await page.goBack();
  await page.waitForURL(run);
  await about.getByText('Words in an editor').waitFor();
  await page.reload();
  await about.getByText('Words in an editor').waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'Name' }).inputValue(), 'Ada');
  await page.goto(gallery.url);
  assert.deepEqual(seen, [], 'the browser asked');
});

test('a question for a secret asks nothing while none is typed, nor after it is sent', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  const seen = prompts(page);
  await begin(page, gallery, 'words/secret');
  await home(page).click();
  await page.waitForURL(gallery.url);
  await page.goBack();
  await page.getByRole('textbox', { name: 'Owner' }).fill('Ada');
  await secret(page).fill('long enough by far');
  await page.getByRole('button', { name: /^Continue/ }).click();
  await page.getByRole('heading', { level: 2, name: 'Done' }).waitFor();
  await home(page).click();
  await page.waitForURL(gallery.url);
  await page.reload();
  assert.deepEqual(seen, [], 'the browser asked');
});

test('leaving a typed secret is asked about: by a link, by Back and by closing the page', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  const seen = prompts(page);
  await page.getByRole('navigation').getByRole('link', { name: 'Secrets' }).click();
  await secret(page).fill('a secret');
  const run = page.url();

  await home(page).click();
  await dialog(page)
    .getByText(/New password/)
    .waitFor();
  await assertAccessible(page, 'the question whether to leave');
  await look(page, 'leaving a secret');
  await dialog(page).getByRole('button', { name: 'Stay' }).click();
  assert.equal(page.url(), run);
  assert.equal(await secret(page).inputValue(), 'a secret');

  await page.evaluate(() => history.back());
  await dialog(page).waitFor();
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
  assert.equal(page.url(), run);
  assert.equal(await secret(page).inputValue(), 'a secret');

  await page.reload();
  await secret(page).waitFor();
  assert.deepEqual(seen, ['beforeunload']);
  assert.equal(await secret(page).inputValue(), '');

  await secret(page).fill('another');
  await home(page).click();
  await dialog(page).getByRole('button', { name: 'Leave' }).click();
  await page.waitForURL(gallery.url);
});

test('where a run leads is shown, and another site is opened by a press only', async (t) => {
  const gallery = await startGallery(t);
  const visitor = await signIn(t, gallery);
  const { page, context } = visitor;
  await context.route('https://carrier.example/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>Carrier</title>' }),
  );
  await open(page, gallery, 'running/leaves');
  const link = page.getByRole('link', { name: 'Open carrier.example' });
  await link.waitFor();
  assert.match(page.url(), /\/-\/runs\//);
  assert.equal(context.pages().length, 1, 'something was opened');
  const [opened] = await Promise.all([context.waitForEvent('page'), link.click()]);
  await opened.waitForURL('https://carrier.example/parcels/7');
  assert.equal(await opened.evaluate(() => window.opener), null);
  assert.match(page.url(), /\/-\/runs\//);

  await open(page, gallery, 'running/script');
  await page.getByText('That is no address.').waitFor();
  assert.equal(await page.locator('a[href^="javascript"]').count(), 0);
});
