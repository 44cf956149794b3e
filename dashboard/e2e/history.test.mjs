import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, assertFits, finished, looks, signIn } from './browser.mjs';
import { look, open } from './gallery.mjs';
import { startGallery } from './program.mjs';

/** Three runs of Ana: two of an action with a parameter, and one that waits for her. */
async function three(t, options) {
  const gallery = await startGallery(t);
  const visitor = await signIn(t, gallery, options);
  for (const who of ['Zoë', 'Max']) {
    await open(visitor.page, gallery, `knowing/run?message=for ${who}`);
    await finished(visitor.page);
  }
  await open(visitor.page, gallery, 'telling/log');
  await visitor.page.getByRole('textbox', { name: 'Name' }).waitFor();
  await visitor.page.goto(`${gallery.url}-/history`);
  await names(visitor.page, 'Log at levels', 'About the run for Max', 'About the run for Zoë');
  return { gallery, visitor, page: visitor.page };
}

/** The runs on the screen. Runs in the page. */
const shown = () =>
  [...document.querySelectorAll('main tbody tr')].map((row) => row.cells[0].innerText.trim());

/** Waits until these runs and no others are in the history, in this order. */
async function names(page, ...wanted) {
  const theyAre = (list) =>
    JSON.stringify(
      [...document.querySelectorAll('main tbody tr')].map((row) => row.cells[0].innerText.trim()),
    ) === list;
  await page
    .waitForFunction(theyAre, JSON.stringify(wanted), { timeout: 8000 })
    .catch(async () => assert.deepEqual(await page.evaluate(shown), wanted));
}

const box = (page) => page.getByRole('searchbox', { name: 'Search your runs by action or parameter' });
const search = (page) => decodeURIComponent(new URL(page.url()).search.replaceAll('+', ' '));

test('the history is searched, narrowed, shared as an address, and Back goes to what it was', async (t) => {
  const { gallery, visitor, page } = await three(t);
  await box(page).fill('zoë');
  await names(page, 'About the run for Zoë');
  assert.equal(search(page), '?q=zoë');
  // What is typed on takes the place of what was typed before.
  await box(page).fill('run for');
  await names(page, 'About the run for Max', 'About the run for Zoë');
  await page.getByRole('combobox', { name: 'Action' }).selectOption('About the run');
  await page.getByRole('combobox', { name: 'Status' }).selectOption('Failed');
  await page.getByText('No run matches.').waitFor();
  assert.equal(search(page), '?q=run for&status=failed&action=knowing/run');
  await page.goBack();
  await names(page, 'About the run for Max', 'About the run for Zoë');
  await page.goBack();
  await page.goBack();
  await names(page, 'Log at levels', 'About the run for Max', 'About the run for Zoë');
  assert.equal(await box(page).inputValue(), '');
  await page.goForward();
  await names(page, 'About the run for Max', 'About the run for Zoë');
  assert.equal(await box(page).inputValue(), 'run for');

  const other = await visitor.tab(`${gallery.url}-/history?status=waiting`);
  await names(other, 'Log at levels');
  assert.equal(await other.getByRole('combobox', { name: 'Status' }).inputValue(), 'waiting');
  await other.getByRole('combobox', { name: 'Status' }).selectOption('Cancelled');
  await other.getByText('No run matches.').waitFor();
  await other.getByRole('status').getByRole('button', { name: 'Clear' }).click();
  await names(other, 'Log at levels', 'About the run for Max', 'About the run for Zoë');
  assert.equal(search(other), '');
});

test('the history is narrowed to days on the clocks of whoever looks', async (t) => {
  const { gallery, page } = await three(t, { timezoneId: 'Pacific/Kiritimati' });
  const day = (later) =>
    page.evaluate((days) => {
      const now = new Date();
      const then = new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 12);
      return [then.getFullYear(), then.getMonth() + 1, then.getDate()]
        .map((part) => String(part).padStart(2, '0'))
        .join('-');
    }, later);
  const [today, tomorrow] = [await day(0), await day(1)];
  await page.getByLabel('From').fill(today);
  await page.getByLabel('To', { exact: true }).fill(today);
  await names(page, 'Log at levels', 'About the run for Max', 'About the run for Zoë');
  assert.equal(search(page), `?from=${today}&to=${today}`);
  await page.getByLabel('To', { exact: true }).fill(await day(-1));
  await page.getByText('No run matches.').waitFor();
  await page.goto(`${gallery.url}-/history?from=${tomorrow}`);
  await page.getByText('No run matches.').waitFor();
  // An address that asks for what there is not asks for nothing.
  await page.goto(`${gallery.url}-/history?from=2026-02-31&status=lost&q=max`);
  await names(page, 'About the run for Max');
});

test('a search finds no run of somebody else', async (t) => {
  const { gallery, page } = await three(t);
  const { page: bo } = await signIn(t, { ...gallery, link: gallery.otherLink });
  await open(bo, gallery, 'finance/payout');
  await finished(bo);
  for (const query of ['q=About the run', 'q=Zoë', 'action=knowing/run', 'status=waiting']) {
    await bo.goto(`${gallery.url}-/history?${query}`);
    await bo.getByText('No run matches.').waitFor();
    assert.doesNotMatch(await bo.getByRole('main').innerText(), /About the run|Log at levels/);
  }
  await page.goto(`${gallery.url}-/history?q=pay out`);
  await page.getByText('No run matches.').waitFor();
});

const darkPhone = { ...looks['a small phone'], colorScheme: 'dark' };

for (const [name, options] of Object.entries({ ...looks, 'a small phone in the dark': darkPhone })) {
  test(`the history on ${name}: axe finds nothing and nothing is too wide`, async (t) => {
    const { page } = await three(t, options);
    await assertAccessible(page, `the history on ${name}`);
    await assertFits(page, 'the history');
    await look(page, `history on ${name}`);
    await box(page).fill('nothing of the kind');
    await page.getByText('No run matches.').waitFor();
    await assertAccessible(page, `an empty history on ${name}`);
    await assertFits(page, 'an empty history');
    await look(page, `empty history on ${name}`);
  });
}
