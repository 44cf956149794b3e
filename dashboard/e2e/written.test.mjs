import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, assertFits, finished, signIn } from './browser.mjs';
import { begin, look, open, proceed, refused, resulted, saved, views } from './gallery.mjs';
import { startGallery } from './program.mjs';

const part = (page, name) =>
  page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name, exact: true }) })
    .last();

/** The links in a place: what they say and where they lead. */
const linksIn = (place) =>
  place
    .getByRole('link')
    .evaluateAll((links) =>
      links.map((link) => [link.textContent.trim(), link.getAttribute('href'), link.rel]),
    );

const rel = 'noreferrer noopener';
const site = 'https://swift.example/track?q=1&x=2';

test('an address that is all of a value is a link, and nothing else is', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'written/links');
  await finished(page);
  const carriers = part(page, 'Carriers');
  assert.deepEqual(await linksIn(carriers.locator('tbody')), [
    ['Swift', '/admin/written?parcel=5', ''],
    [site, site, rel],
    ['hello@swift.example', 'mailto:hello@swift.example', rel],
    ['Slow', '/admin/written?parcel=4', ''],
    ['Login', '/admin/written?parcel=5', ''],
  ]);
  // The first column leads to the row, whatever it says.
  const bySite = await linksIn(part(page, 'By site').locator('tbody'));
  assert.deepEqual(bySite.slice(0, 2), [
    [site, '/admin/written', ''],
    ['hello@swift.example', 'mailto:hello@swift.example', rel],
  ]);
  assert.deepEqual(
    (await linksIn(page.locator('dl').first())).map(([, href]) => href),
    [site, 'mailto:hello@swift.example'],
  );
  assert.deepEqual(await linksIn(page.locator('#result dl')), [
    ['hello@swift.example', 'mailto:hello@swift.example', rel],
    [site, site, rel],
  ]);
  await open(page, gallery, 'written/address');
  await finished(page);
  const [only] = await linksIn(page.locator('#result'));
  assert.deepEqual(only, ['https://example.com/parcels/7', 'https://example.com/parcels/7', rel]);
});

test('a tag lets people filter a table, and headings show that they sort', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await page.goto(`${gallery.url}written`);
  const carriers = part(page, 'Carriers');
  await carriers.getByRole('button', { name: 'Filter' }).click();
  await page.getByRole('menuitem', { name: 'Name' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('slow');
  await page.keyboard.press('Enter');
  await carriers.getByText('1 row', { exact: true }).waitFor();
  const sign = carriers.getByRole('columnheader', { name: 'Name' }).locator('svg');
  assert.ok(await sign.isVisible(), 'a heading that sorts has a sign');
});

test('what is cut off is shown whole by a press and by keys', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'written/long');
  await finished(page);
  const notes = part(page, 'Notes');
  const more = notes.getByRole('button', { name: 'Show all of Notes' });
  await more.first().waitFor();
  assert.equal(await more.count(), 1, 'only what is cut off has a button');
  const wide = () => notes.getByText('See https').evaluate((it) => it.scrollWidth > it.clientWidth);
  assert.equal(await wide(), true);
  assert.equal(await more.getAttribute('aria-expanded'), 'false');
  await more.focus();
  await page.keyboard.press('Enter');
  assert.equal(await more.getAttribute('aria-expanded'), 'true');
  assert.equal(await wide(), false);
  await assertAccessible(page, 'a cell that is shown whole');
  await look(page, 'a cell that is shown whole');
  await more.click();
  assert.equal(await wide(), true);
  const card = page.getByRole('button', { name: 'Show all of Long' });
  const end = page.getByText('The end.');
  const cut = () => end.evaluate((it) => it.scrollHeight > it.clientHeight + 1);
  assert.equal(await cut(), true);
  await card.click();
  assert.equal(await cut(), false);
});

test('a table that cannot be had says so, and not that it is empty', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await page.goto(`${gallery.url}written/broken`);
  const failures = page.getByRole('alert').filter({ hasText: 'The warehouse does not answer.' });
  await failures.nth(1).waitFor();
  for (const empty of ['Nothing here yet.', 'No rows', 'No cards'])
    assert.equal(await page.getByText(empty).count(), 0, empty);
  await failures.first().getByRole('button', { name: 'Try again' }).click();
  await failures.nth(1).waitFor();
  await assertAccessible(page, 'tables that cannot be had');
  await look(page, 'tables that cannot be had');
});

test('a page of a table is gone to by its number', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await page.goto(`${gallery.url}tables`);
  await page.getByText('1–20 of 1,313').waitFor();
  const field = page.getByRole('textbox', { name: /^Page of 66/ });
  await field.fill('40');
  await field.press('Enter');
  await page.getByText('781–800 of 1,313').waitFor();
  await field.fill('999');
  await field.press('Enter');
  await page.getByText('1,301–1,313 of 1,313').waitFor();
  assert.equal(await field.inputValue(), '66');
  await page.reload();
  await page.getByText('1,301–1,313 of 1,313').waitFor();
});

test('help has emphasis, code and links; what is plain loads nothing for it', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  const loaded = [];
  page.on('request', (request) => loaded.push(request.url()));
  await begin(page, gallery, 'words/text');
  await page.getByText('As on the door').waitFor();
  assert.ok(!loaded.some((url) => /FormattedHelp|SafeHTML|purify/.test(url)), 'plain help loads a cleaner');
  await begin(page, gallery, 'written/help');
  const name = page.getByRole('textbox', { name: 'Name' });
  await page.locator('strong', { hasText: 'label' }).waitFor();
  await page.locator('code', { hasText: 'A-7' }).waitFor();
  assert.match(
    await name.evaluate(
      (it) => document.getElementById(it.getAttribute('aria-describedby').split(' ')[0]).innerText,
    ),
    /^As on the label, such as A-7; see the rules\. Write <name>\. At most 20 characters\.$/,
  );
  const rules = page.getByRole('link', { name: 'the rules' });
  assert.equal(await rules.getAttribute('href'), 'https://example.com/rules');
  assert.equal(await rules.getAttribute('rel'), rel);
  await page.locator('em', { hasText: 'more' }).waitFor();
  await page.getByText('Nothing * special * here.').waitFor();
});

test('code and objects are saved as files', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'written/code');
  await finished(page);
  const names = [];
  for (const at of [0, 1, 2]) {
    const button = page.getByRole('button', { name: 'Download', exact: true }).nth(at);
    const file = await saved(page, () => button.click());
    names.push(file.name);
    if (at === 0) assert.equal(file.content, 'package main\n\nfunc main() {}\n');
  }
  assert.deepEqual(names, ['main.go', 'Deploy all now.sh', 'code.txt']);
  const order = await saved(page, () => page.getByRole('button', { name: 'Download JSON' }).click());
  assert.equal(order.name, 'Order 7.json');
  assert.match(order.content, /"large": 9007199254740993/);
});

test('a result is shown as displays, also to whoever comes later', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'written/result');
  await page.locator('#result strong', { hasText: '3 parcels' }).waitFor();
  assert.equal(await page.locator('#result script').count(), 0);
  await resulted(page, 'Sent 3 parcels.', 'Weight 2 kg');
  await look(page, 'a result with markup');
  await page.reload();
  await page.locator('#result strong', { hasText: '3 parcels' }).waitFor();
  await page.locator('#result').getByRole('link', { name: 'The parcel' }).click();
  await page.getByRole('heading', { level: 1, name: 'Parcel 3' }).waitFor();
});

test('a page is opened anew by a link to itself, and a redirect may take the place of its run', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  const title = (n) => page.getByRole('heading', { level: 1, name: `Parcel ${n}`, exact: true }).waitFor();
  await page.goto(`${gallery.url}written`);
  await title(0);
  await page.getByText('Opened as written', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'The next one' }).click();
  await title(1);
  await page.getByRole('searchbox').fill('swift'); // what a table writes into the address opens nothing
  await page.waitForURL(/q=swift/);
  await page.getByText('1 row', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'The next one' }).click();
  await title(2);
  await page.getByText('3 rows', { exact: true }).waitFor();
  await page.goBack();
  await title(1);
  await page.getByText('1 row', { exact: true }).waitFor();

  await page.goto(`${gallery.url}words`);
  await page.getByRole('link', { name: 'Text', exact: true }).first().waitFor();
  await page.goto(`${gallery.url}written/away`);
  await page.getByRole('button', { name: 'Start' }).click();
  await title(9);
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: 'Words' }).waitFor();
});

test('the side bar shows where one is', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery, { viewport: { width: 1280, height: 400 } });
  await page.goto(`${gallery.url}written/long`);
  const here = page.locator('nav [aria-current="page"]').first();
  await here.waitFor();
  const seen = await here.evaluate((it) => {
    const { top, bottom } = it.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });
  assert.ok(seen, 'the entry of this screen is out of sight');
});

for (const [name, options] of Object.entries(views)) {
  test(`texts, links and help on ${name}: axe finds nothing and nothing is too wide`, async (t) => {
    const gallery = await startGallery(t);
    const { page } = await signIn(t, gallery, options);
    for (const slug of ['written/links', 'written/long', 'written/code', 'written/result']) {
      await open(page, gallery, slug);
      await finished(page);
      await assertAccessible(page, `${slug} on ${name}`);
      await assertFits(page, slug);
      await look(page, `${slug} on ${name}`);
    }
    await begin(page, gallery, 'written/help');
    await page.locator('strong', { hasText: 'label' }).waitFor();
    await proceed(page);
    await refused(page, 'This field is required.');
    await assertAccessible(page, `help on ${name}`);
    await assertFits(page, 'help');
    await look(page, `help on ${name}`);
    await page.goto(`${gallery.url}tables`);
    await page.getByText('1–20 of 1,313').waitFor();
    await assertFits(page, 'pages of a table');
    await look(page, `pages of a table on ${name}`);
  });
}
