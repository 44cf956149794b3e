import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, assertFits, finished, signIn } from './browser.mjs';
import { look, open, views } from './gallery.mjs';
import { startGallery } from './program.mjs';

/** The values under a heading, by their labels. */
const valuesOf = (section) =>
  section
    .locator('dl > div')
    .evaluateAll((all) =>
      Object.fromEntries(
        all.map((item) => [item.querySelector('dt').innerText, item.querySelector('dd').innerText.trim()]),
      ),
    );

test('values of every kind in three layouts, some of them late', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'metadata/layouts');
  for (const name of ['As a list', 'As a grid', 'On cards']) {
    const section = page.getByRole('region', { name });
    await section.getByText('Fragile').waitFor();
    const first = await valuesOf(section);
    assert.equal(first['Fragile'], 'Yes');
    await section.getByText('Lisbon').waitFor();
    const values = await valuesOf(section);
    assert.deepEqual(
      ['Insured', 'Note', 'Empty', 'Pieces', 'Value', 'Customer', 'Sent', 'Scans', 'Place', 'Courier'].map(
        (k) => values[k],
      ),
      [
        'No',
        '–',
        '–',
        '0',
        '4,500.00\u00a0EUR',
        'Ada Hamilton',
        'Feb 25, 2026, 14:36',
        '1,250',
        'Lisbon',
        'The courier does not answer.',
      ],
    );
    assert.match(values['Number'], /^12345678/);
    assert.match(values['Description'], /^A set of cups.*of its own\.$/);
    assert.equal(
      await section.getByRole('link', { name: 'Ada Hamilton' }).getAttribute('href'),
      '/admin/words/text?id=1',
    );
    assert.equal(await section.locator('img').getAttribute('src'), '/parcels/1');
  }
  await finished(page);
});

test('beside a question late values come, and what is typed stays', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'metadata/question');
  const note = page.getByRole('textbox', { name: 'Note' });
  await note.fill('typed early');
  await page.getByText('Lisbon').waitFor();
  assert.equal(await note.inputValue(), 'typed early');
  await note.press('Enter');
  await finished(page);
  await page.getByText('typed early').last().waitFor();
});

test('a page appears before its late values', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await page.goto(`${gallery.url}metadata`);
  await page.getByText('313').waitFor();
  await page.getByText('61').waitFor();
  await page.getByText('Nobody has counted yet.').waitFor();
});

for (const [name, options] of Object.entries(views)) {
  test(`metadata on ${name}: axe finds nothing and nothing is too wide`, async (t) => {
    const gallery = await startGallery(t);
    const { page } = await signIn(t, gallery, options);
    await open(page, gallery, 'metadata/layouts');
    await page.getByRole('region', { name: 'On cards' }).getByText('Fragile').waitFor();
    await assertAccessible(page, `metadata that is still to come on ${name}`);
    await finished(page);
    await assertAccessible(page, `metadata on ${name}`);
    await assertFits(page, 'metadata');
    await look(page, `metadata on ${name}`);
  });
}
