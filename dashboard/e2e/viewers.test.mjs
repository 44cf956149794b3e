import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, assertFits, looks, signIn } from './browser.mjs';
import { begin, look, proceed } from './gallery.mjs';
import { startGallery } from './program.mjs';

const name = (page) => page.getByRole('textbox', { name: 'Name' });
const kept = 'Answered in another tab. What you had typed here was not sent';

/** The question is over in this page. */
const folded = (page) => page.getByRole('button', { name: /Show the whole step/ }).waitFor();

test('what was typed here is kept when another tab answers, also after a reload', async (t) => {
  const gallery = await startGallery(t);
  const visitor = await signIn(t, gallery);
  await visitor.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { page } = visitor;
  await begin(page, gallery, 'running/answers');
  const other = await visitor.tab(page.url());
  const third = await visitor.tab(page.url());
  await name(third).waitFor();
  await name(other).fill('A long name that nobody wants to type twice');
  await name(page).fill('Ada');
  await proceed(page);
  for (const tab of [page, other, third]) await folded(tab);

  await other.getByText(kept).waitFor();
  await other.getByText('What you had typed', { exact: true }).click();
  await other.getByText('A long name that nobody wants to type twice').waitFor();
  await other.getByRole('button', { name: 'Copy what you typed' }).click();
  await other.getByText('Copied', { exact: true }).waitFor();
  assert.equal(
    await other.evaluate(() => navigator.clipboard.readText()),
    'A long name that nobody wants to type twice',
  );
  await third.getByText('Answered in another tab.', { exact: true }).waitFor();
  assert.equal(await page.getByText(/Answered in another tab/).count(), 0, 'the tab that answered');
  assert.equal(await third.getByText('What you had typed').count(), 0, 'nothing was typed there');

  await other.reload();
  await other.getByText(kept).waitFor();
  await other.getByText('What you had typed', { exact: true }).click();
  await other.getByRole('button', { name: 'Discard' }).click();
  await other.getByText(kept).waitFor({ state: 'detached' });
  await other.reload();
  await folded(other);
  assert.equal(await other.getByText(/Answered in another tab/).count(), 0);
});

test('two browsers of a person follow one run, and neither takes it over', async (t) => {
  const gallery = await startGallery(t);
  const visitor = await signIn(t, gallery);
  const { page } = visitor;
  await begin(page, gallery, 'running/answers');
  const other = await visitor.otherBrowser(t);
  await other.goto(page.url());
  await name(other).fill('Bo');
  await name(page).fill('Ada');
  assert.equal(await page.getByRole('button', { name: /^Continue/ }).isEnabled(), true);
  await proceed(other);
  for (const one of [page, other]) await one.getByRole('button', { name: /Name Bo/ }).waitFor();
  await page.getByText(kept).waitFor();
  await page.getByText('What you had typed', { exact: true }).click();
  await page.getByText('Ada', { exact: true }).waitFor();
  assert.equal(await other.getByText(/Answered in another tab/).count(), 0, 'the browser that answered');
  await page.getByRole('button', { name: 'Cancel run' }).click(); // it can still do everything
  await page.locator('dialog[open]').getByRole('button', { name: 'Cancel run' }).click();
  await other.getByRole('heading', { level: 1, name: /Cancelled/ }).waitFor();
});

test('what was typed is kept when the run is cancelled elsewhere', async (t) => {
  const gallery = await startGallery(t);
  const visitor = await signIn(t, gallery);
  const { page } = visitor;
  await begin(page, gallery, 'running/cleans');
  const other = await visitor.tab(page.url());
  await page.getByRole('textbox', { name: 'Where to?' }).fill('Utrecht, the canal side');
  await other.getByRole('button', { name: 'Cancel run' }).click();
  await other.locator('dialog[open]').getByRole('button', { name: 'Cancel run' }).click();
  await page.getByText('The run ended before this was answered.').waitFor();
  await page.getByText('What you had typed', { exact: true }).click();
  await page.getByText('Utrecht, the canal side').waitFor();
  // And its action says what it puts right.
  for (const tab of [page, other]) await tab.getByText('Gave 3 parcels back.').waitFor();
  await other.reload();
  await other.getByText('Gave 3 parcels back.').waitFor();
});

for (const [where, options] of Object.entries(looks)) {
  test(`a question answered elsewhere on ${where}: axe finds nothing and nothing is too wide`, async (t) => {
    const gallery = await startGallery(t);
    const visitor = await signIn(t, gallery, options);
    const { page } = visitor;
    await begin(page, gallery, 'running/answers');
    const other = await visitor.tab(page.url());
    await name(other).fill('Somebody whose name is rather long, and goes on for a while');
    const about = other.getByRole('textbox', { name: 'About' });
    await about.click();
    await about.pressSequentially('Words in an editor');
    await name(page).fill('Ada');
    await proceed(page);
    await other.getByText(kept).waitFor();
    await other.getByText('What you had typed', { exact: true }).click();
    await other.getByText('Words in an editor').waitFor();
    await assertAccessible(other, where);
    await assertFits(other, where);
    await look(other, `elsewhere on ${where}`);
  });
}
