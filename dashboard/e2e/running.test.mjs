import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, assertFits, looks, signIn } from './browser.mjs';
import { begin, look, open } from './gallery.mjs';
import { startGallery } from './program.mjs';

const headed = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor();

test('a run that says nothing says after a while that it still works', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'running/silent');
  await headed(page, /Silent Working/);
  await page.getByText('Working…').waitFor();
  await page.getByText(/^Still working/).waitFor();
});

test('progress is counted, in every tab, and one tab cancels for all', async (t) => {
  const gallery = await startGallery(t);
  const visitor = await signIn(t, gallery);
  const { page } = visitor;
  await open(page, gallery, 'running/steps');
  const other = await visitor.tab(page.url());
  for (const tab of [page, other]) {
    const bar = tab.getByRole('progressbar', { name: 'Sending parcels' });
    await bar.waitFor();
    await tab
      .getByText('2 of 5', { exact: true })
      .or(tab.getByText(/^2 of 5/))
      .first()
      .waitFor();
    await tab.getByText('Parcel 2 of 5').waitFor();
    assert.equal(await bar.getAttribute('aria-valuenow'), '2');
  }
  await page.reload(); // and what it is at is not lost
  await page.getByRole('progressbar', { name: 'Sending parcels' }).waitFor();
  await other.getByRole('button', { name: 'Cancel run' }).click();
  await other.locator('dialog[open]').getByRole('button', { name: 'Cancel run' }).click();
  for (const tab of [page, other]) {
    await headed(tab, /In steps Cancelled/);
    await tab.getByRole('progressbar').waitFor({ state: 'detached' });
  }
});

test('a failure is told by its reference, or in the words meant for people', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'running/fails');
  await headed(page, /Fails Failed/);
  await page
    .getByText(/[A-Z2-7]{4}-[A-Z2-7]{2}/)
    .first()
    .waitFor();
  assert.ok(!(await page.locator('body').innerText()).includes('no route to the carrier'));
  await open(page, gallery, 'running/says');
  await page.getByText('The carrier is closed.').waitFor();
});

test('a run that moves on takes whoever watches it along, and Back does not run it again', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await page.goto(`${gallery.url}running/moves`);
  await page.getByRole('button', { name: 'Start' }).click();
  await headed(page, 'Arranged');
  await page.goBack();
  await headed(page, /Moves on/);
  assert.match(page.url(), /\/-\/runs\//);
});

test('a part of a whole shows below it, each with what is done of it', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'running/parts');
  const part = page.getByRole('region', { name: 'Packing shelf 4' });
  await part.getByText('38 of 120').waitFor();
  await part.getByText('Cups and pots').waitFor();
  const [whole, shelf] = await part.getByRole('progressbar').all();
  const bars = [whole, shelf].map(async (bar) => [
    await bar.getAttribute('aria-label'),
    await bar.getAttribute('aria-valuenow'),
  ]);
  assert.deepEqual(await Promise.all(bars), [
    ['Moving the shop', '3'],
    ['Packing shelf 4', '38'],
  ]);
  assert.ok((await whole.boundingBox()).x < (await shelf.boundingBox()).x, 'the part is not indented');
  await assertAccessible(page, 'a part of a whole');
  await look(page, 'a part of a whole');
  await page.reload();
  await part.getByText('Moving the shop').waitFor();
  await part.getByText('38 of 120').waitFor();
});

test('an answer in one tab folds the question in the other', async (t) => {
  const gallery = await startGallery(t);
  const visitor = await signIn(t, gallery);
  const { page } = visitor;
  await begin(page, gallery, 'telling/notify');
  const other = await visitor.tab(page.url());
  const field = (tab) => tab.getByRole('textbox', { name: 'Name' });
  await field(other).fill('half typed');
  await field(page).fill('Ada');
  await page.getByRole('button', { name: /^Continue/ }).click();
  for (const tab of [page, other]) await tab.getByRole('heading', { level: 2, name: 'Done' }).waitFor();
  await field(other).waitFor({ state: 'detached' });
});

for (const [name, options] of Object.entries(looks)) {
  test(`runs at work on ${name}: axe finds nothing and nothing is too wide`, async (t) => {
    const gallery = await startGallery(t);
    const { page } = await signIn(t, gallery, options);
    for (const [slug, text] of [
      ['running/steps', 'Sending parcels'],
      ['running/says', 'The carrier is closed.'],
    ]) {
      await open(page, gallery, slug);
      await page.getByText(text).first().waitFor();
      await assertAccessible(page, `${slug} on ${name}`);
      await assertFits(page, slug);
      await look(page, `${slug} on ${name}`);
    }
  });
}
