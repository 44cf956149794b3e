import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, assertFits, finished, signIn } from './browser.mjs';
import { look, open, saved, views } from './gallery.mjs';
import { startGallery } from './program.mjs';

test('headings of three levels, with links beside', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'displays/heading');
  await page.getByRole('heading', { level: 2, name: 'Parcels' }).waitFor();
  await page.getByText('All of one day').waitFor();
  await page.getByRole('heading', { level: 3, name: 'Light ones' }).waitFor();
  await page.getByRole('heading', { level: 4, name: 'Under a kilogram' }).waitFor();
  const track = page.getByRole('link', { name: 'Track' });
  assert.equal(await track.getAttribute('href'), 'https://example.com/track');
  assert.equal(await track.getAttribute('target'), '_blank');
  const inside = page.getByRole('main').getByRole('link', { name: 'Text' });
  assert.equal(await inside.getAttribute('href'), '/admin/words/text?param=true');
  assert.ok(await page.getByRole('button', { name: 'Return' }).isDisabled());
  await finished(page);
});

test('links to actions, pages and elsewhere; zero values go along', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'displays/link');
  await page.getByText('Came with: nothing').waitFor();
  const shop = page.getByRole('link', { name: /The shop/ });
  assert.equal(await shop.getAttribute('href'), 'https://example.com/shop');
  assert.equal(await shop.getAttribute('rel'), 'noreferrer noopener');
  assert.match(await shop.innerText(), /example\.com/);
  assert.equal(await page.getByText('Not yet').getAttribute('aria-disabled'), 'true');
  await page.getByRole('link', { name: 'Again with parameters' }).click();
  await page.getByText('Came with: hello 0 false').waitFor();
  await page.getByRole('link', { name: 'To the page' }).click();
  await page.getByRole('heading', { level: 1, name: 'Displays' }).waitFor();
});

test('files are saved under their names, once for each press', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'displays/download');
  const list = await saved(page, () => page.getByRole('button', { name: 'Price list' }).click());
  assert.deepEqual(
    { name: list.name, content: list.content },
    { name: 'Preisliste für Händler.csv', content: 'Article;Price\r\nCup;4.50\r\n' },
  );
  await page.getByRole('button', { name: 'Many lines' }).focus();
  const lines = await saved(page, () => page.keyboard.press('Enter'));
  assert.equal(lines.name, 'lines.txt');
  assert.equal(lines.content.length, 1_088_895);
  assert.ok(lines.content.endsWith('line 100000\n'));
  const again = await saved(page, () => page.getByRole('button', { name: 'Many lines' }).click());
  assert.equal(again.content, lines.content);
  const notes = await gallery.rows("SELECT detail FROM stagedoor_audit WHERE verb = 'download' ORDER BY id");
  assert.deepEqual(
    notes.map((note) => note.detail),
    ['Preisliste für Händler.csv, 25 bytes', 'lines.txt, 1088895 bytes', 'lines.txt, 1088895 bytes'],
  );
  await page.goto(`${gallery.url}displays`);
  const page1 = await saved(page, () => page.getByRole('button', { name: 'Numbers of a page' }).click());
  assert.deepEqual(
    { name: page1.name, content: page1.content },
    { name: 'numbers.txt', content: '1\n2\n3\n' },
  );
});

test('a file is still there for whoever comes back in a moment', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'displays/download');
  await finished(page);
  await page.goto(gallery.url); // nobody looks at the run any more
  await page.getByRole('heading', { level: 2, name: 'Recent' }).waitFor();
  await page.goBack();
  const list = await saved(page, () => page.getByRole('button', { name: 'Price list' }).click());
  assert.equal(list.content, 'Article;Price\r\nCup;4.50\r\n');
});

test('an object folds what is long, and keeps every digit', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'displays/object');
  const order = page.getByRole('region', { name: 'Order' });
  const line = async (key) =>
    (
      await order
        .getByRole('listitem')
        .filter({ has: page.getByText(key, { exact: true }) })
        .first()
        .innerText()
    ).trim();
  assert.equal(await line('isTrue'), 'isTrue Yes');
  assert.equal(await line('name'), 'name Stagedoor');
  assert.equal(await line('nothing'), 'nothing –');
  assert.equal(await line('id'), 'id 1234567');
  assert.equal(await line('large'), 'large 123456789012345678901234567890');
  assert.equal(await line('beyond'), 'beyond 9007199254740993');
  assert.equal(await line('at'), 'at Feb 25, 2026, 14:36');
  assert.equal(await line('looksLikeADate'), 'looksLikeADate 2026-02-25T14:36:00.000Z');
  assert.match(await line('byNumber'), /9 nine\s+10 ten/);
  assert.match(await line('tags'), /late\s+1 new/);
  assert.equal(await order.getByText('Item 99').count(), 0);
  await order.getByText('longList').click();
  await order.getByText('Item 99').waitFor();
  assert.equal(await order.getByText('Item 100').count(), 0);
  await order.getByRole('button', { name: 'Show 100 more' }).focus();
  await page.keyboard.press('Enter');
  await order.getByText('Item 199').waitFor();
});

for (const [name, options] of Object.entries(views)) {
  test(`displays on ${name}: axe finds nothing and nothing is too wide`, async (t) => {
    const gallery = await startGallery(t);
    const { page } = await signIn(t, gallery, options);
    for (const slug of ['displays/heading', 'displays/link', 'displays/download', 'displays/object']) {
      await open(page, gallery, slug);
      await finished(page);
      await assertAccessible(page, `${slug} on ${name}`);
      await assertFits(page, slug);
      await look(page, `${slug} on ${name}`);
    }
  });
}
