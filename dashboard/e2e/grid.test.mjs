import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, assertFits, finished, signIn } from './browser.mjs';
import { look, open, views } from './gallery.mjs';
import { startGallery } from './program.mjs';

const labels = (list) => list.locator('li a').allInnerTexts();

test('cards with menus, searched and paged by the service', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'grids/pictures');
  await finished(page);
  const list = page.getByRole('list', { name: 'Articles' });
  assert.deepEqual((await labels(list)).slice(0, 3), ['Cup 0', 'Plate 1', 'Bowl 2']);
  assert.equal(await list.locator('img').count(), 8);
  await page.getByText('1–8 of 30').waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('9–16 of 30').waitFor();
  assert.deepEqual((await labels(list)).slice(0, 1), ['Cup 8']);
  await page.getByRole('searchbox').fill('bowl');
  await page.getByText('7 cards').waitFor();
  await page.getByRole('searchbox').fill('nothing such');
  await page.getByText('Nothing matches “nothing such”.').waitFor();
  await page.getByRole('button', { name: 'Clear search' }).click();
  await page.getByText('1–8 of 30').waitFor();

  await page.getByRole('button', { name: 'Actions for Cup 0' }).click();
  const item = (name) => page.getByRole('menuitem', { name });
  assert.equal(await item('Disabled item 0').getAttribute('aria-disabled'), 'true');
  assert.equal(await item('Shop').getAttribute('href'), 'https://example.com/articles/0');
  await item('Write an e-mail').click();
  await page.getByRole('textbox', { name: 'Your e-mail' }).waitFor();
});

test('a card is opened by a press anywhere on it, and by keys', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'grids/pictures');
  await finished(page);
  await page.getByRole('list', { name: 'Articles' }).getByText('In paper of its own').nth(1).click();
  await page.getByRole('textbox', { name: 'Department' }).waitFor();
  await page.goBack();
  const first = page.getByRole('list', { name: 'Articles' }).getByRole('listitem').first();
  await first.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Department' }).waitFor();
});

test('on a page the state of a grid is in its address', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await page.goto(`${gallery.url}grids`);
  await page.getByText('1–12 of 100').waitFor();
  await page.getByRole('searchbox').fill('cup');
  await page.getByText('1–12 of 25').waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('13–24 of 25').waitFor();
  assert.match(page.url(), /q=cup&offset=12/);
  await page.reload();
  await page.getByText('13–24 of 25').waitFor();
  await page.getByLabel('Cards per page').selectOption('50');
  await page.getByText('25 cards').waitFor();
});

test('as many columns as the room allows, not the window', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'grids/pictures');
  await finished(page);
  const columns = () =>
    page
      .getByRole('list', { name: 'Articles' })
      .evaluate((list) => getComputedStyle(list).gridTemplateColumns.split(' ').length);
  assert.equal(await columns(), 3); // the transcript is 820 px wide
  await page.setViewportSize({ width: 400, height: 800 });
  assert.equal(await columns(), 1);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${gallery.url}grids`);
  await page.getByText('1–12 of 100').waitFor();
  const wide = await page
    .getByRole('list', { name: 'Catalogue' })
    .evaluate((list) => getComputedStyle(list).gridTemplateColumns.split(' ').length);
  assert.equal(wide, 4);
});

for (const [name, options] of Object.entries(views)) {
  test(`grids on ${name}: axe finds nothing and nothing is too wide`, async (t) => {
    const gallery = await startGallery(t);
    const { page } = await signIn(t, gallery, options);
    for (const slug of ['grids/pictures', 'grids/words', 'grids/empty']) {
      await open(page, gallery, slug);
      await finished(page);
      await assertAccessible(page, `${slug} on ${name}`);
      await assertFits(page, slug);
      await look(page, `${slug} on ${name}`);
    }
    await page.getByText('Nothing here yet.').waitFor();
  });
}
