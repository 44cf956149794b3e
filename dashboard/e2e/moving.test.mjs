import assert from 'node:assert/strict';
import { test } from 'node:test';
import { finished, signIn } from './browser.mjs';
import { begin, look, open, proceed, resulted } from './gallery.mjs';
import { startGallery } from './program.mjs';

const side = (page) => page.getByRole('navigation', { name: 'Pages and actions' });
const home = (page) => page.getByRole('navigation').getByRole('link', { name: /^Home/ }).click();

test('a run that leads out of the panel offers the link and goes nowhere by itself', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'moving/away');
  const link = page.getByRole('main').getByRole('link', { name: /carrier/ });
  await link.waitFor();
  assert.equal(await link.getAttribute('href'), 'https://carrier.example/parcels');
  assert.match(await link.getAttribute('rel'), /noopener/);
  assert.ok(page.url().startsWith(gallery.url), 'it went away by itself');
});

test('a run leads on to another with its parameters, and Back leads to the first', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'moving/on');
  await page.getByRole('heading', { level: 1, name: /About the run/ }).waitFor();
  const start = page.getByRole('button', { name: 'Start' });
  await start.or(page.locator('#result')).first().waitFor();
  if (await start.isVisible()) await start.click();
  await resulted(page, 'Message moved on');
  await page.getByRole('button', { name: 'Back to To an action', exact: true }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: /To an action/ }).waitFor();
});

test('a page leads to an action with its parameters, and Back leads to the page', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await page.goto(`${gallery.url}moving`);
  await page.getByRole('heading', { level: 1, name: 'Moving about' }).waitFor();
  await page.getByRole('main').getByRole('link', { name: 'About the run' }).click();
  await resulted(page, 'Message from a page');
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: 'Moving about' }).waitFor();
});

test('a page that sends on is not in the history, and Back leads to where one came from', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  const heading = (name) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  await page.goto(`${gallery.url}moving`);
  await heading('Moving about');
  await side(page).getByRole('link', { name: 'Sends along' }).click();
  await heading('Listed page');
  await page.getByText('It is listed.').waitFor();
  assert.equal(page.url(), `${gallery.url}moving/listed`);
  await page.goBack();
  await heading('Moving about');

  await side(page).getByRole('link', { name: 'Sends to an action' }).click();
  await heading('About the run');
  await page.getByText('sent on').waitFor();
  assert.deepEqual(await gallery.rows('SELECT id FROM stagedoor_runs'), [], 'it started without a press');
  await page.getByRole('main').getByRole('button', { name: 'Start' }).click();
  await resulted(page, 'Message sent on');

  await page.goto(`${gallery.url}moving/out`);
  const link = page.getByRole('main').getByRole('link', { name: /carrier/ });
  assert.equal(await link.getAttribute('href'), 'https://carrier.example/parcels');
  await look(page, 'a page that leads out');
});

test('a page says what it does until its layout comes', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await page.goto(`${gallery.url}moving/slow`);
  await page.getByRole('main').getByText('Counting parcels').waitFor();
  await page.getByText('Shelf 3 of 9').waitFor();
  await look(page, 'a page that takes its time');
});

test('what is not listed is nowhere to be seen, and works at its address', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await page.goto(`${gallery.url}moving`);
  await page.getByText('Links and screens.').waitFor();
  await side(page).getByRole('link', { name: 'Listed page' }).waitFor();
  assert.doesNotMatch(await page.locator('body').innerText(), /Hidden|Below the hidden/);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('hidden action');
  await page.getByText('Nothing matches').waitFor();
  await page.keyboard.press('Escape');

  await page.goto(`${gallery.url}moving/hidden`);
  await page.getByText('It is not listed.').waitFor();
  await open(page, gallery, 'moving/hidden/child');
  await resulted(page, 'ran below');
  await open(page, gallery, 'moving/secretly');
  await resulted(page, 'ran hidden');
});

test('an action that is added while the panel is served appears at once', async (t) => {
  const gallery = await startGallery(t);
  const visitor = await signIn(t, gallery);
  const { page } = visitor;
  const other = await visitor.tab(`${gallery.url}moving`);
  await other.getByText('Links and screens.').waitFor();
  assert.equal(await side(other).getByRole('link', { name: 'Added later' }).count(), 0);
  await open(page, gallery, 'moving/grow');
  await finished(page);
  await side(other).getByRole('link', { name: 'Added later' }).click();
  await resulted(other, 'grown');
});

test('a run that was left waits at home, and goes on with what was answered', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'moving/twice');
  await page.getByRole('textbox', { name: 'First' }).fill('one');
  await proceed(page);
  await page.getByRole('textbox', { name: 'Second' }).waitFor();
  await home(page);
  await page
    .getByRole('main')
    .getByRole('link', { name: /Runs side by side Second/ })
    .click();
  await page.getByRole('textbox', { name: 'Second' }).fill('two');
  await proceed(page);
  await resulted(page, 'First one', 'Second two');
});

test('two runs of one action go on side by side and do not mix', async (t) => {
  const gallery = await startGallery(t);
  const visitor = await signIn(t, gallery);
  const { page } = visitor;
  await begin(page, gallery, 'moving/twice');
  const other = await visitor.tab(`${gallery.url}moving/twice`);
  await other.getByRole('button', { name: 'Start', exact: true }).click();
  for (const [tab, word] of [
    [page, 'a'],
    [other, 'b'],
  ]) {
    await tab.getByRole('textbox', { name: 'First' }).fill(`${word}1`);
    await proceed(tab);
  }
  for (const [tab, word] of [
    [other, 'b'],
    [page, 'a'],
  ]) {
    await tab.getByRole('textbox', { name: 'Second' }).fill(`${word}2`);
    await proceed(tab);
    await resulted(tab, `First ${word}1`, `Second ${word}2`);
  }
  assert.notEqual(page.url(), other.url());
});

test('a finished run is begun again as a run of its own', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'knowing/run?message=again');
  await resulted(page, 'Message again');
  const first = page.url();
  await page.getByRole('button', { name: 'Run again' }).click();
  await page.waitForURL((url) => /\/-\/runs\//.test(String(url)) && String(url) !== first);
  await resulted(page, 'Message again');
  assert.equal((await gallery.rows('SELECT count(*) AS n FROM stagedoor_runs'))[0].n, 2);
});
