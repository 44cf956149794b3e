// Environments beside each other, and what a deploy changes under open dashboards.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertFits, finished, phone, signIn } from './browser.mjs';
import { look, open } from './gallery.mjs';
import { startShop } from './program.mjs';

const start = (t, options) => startShop(t, { program: 'environments', ...options });
const again = (t, app) => start(t, { file: app.db, addr: new URL(app.url).host, flags: ['-next'] });
const menu = (page) => page.getByRole('navigation');
const entry = (page, name) => menu(page).getByRole('link', { name, exact: true });

/** Runs the action of a name that asks one thing, to its end. */
async function run(page, name, label, answer) {
  await entry(page, name).click();
  await page.getByLabel(label).fill(answer);
  await page.getByRole('button', { name: /^Continue/ }).click();
  await page.getByRole('heading', { level: 2, name: 'Done' }).waitFor();
  return page.url();
}

test('environments of one application have their own panel, actions, runs and sessions', async (t) => {
  const app = await start(t);
  const { page } = await signIn(t, app);
  await entry(page, 'Stamp').waitFor();
  assert.equal(await entry(page, 'Send a drone').count(), 0, 'an action of staging is in production');
  const live = await run(page, 'Weigh a parcel', 'Weight in grams', '20');
  await page.getByText('production').first().waitFor();
  await page.goto(`${app.url}drone`);
  await page.getByText(/nothing at this address/i).waitFor();

  const staging = new URL('/staging/', app.url).href;
  await page.goto(staging); // who is signed in to production is not signed in here
  await page.getByText('You are not signed in').waitFor();
  const tried = await signIn(t, { link: app.stagingLink });
  await tried.page.getByText('staging', { exact: true }).waitFor();
  await look(tried.page, 'staging');
  await entry(tried.page, 'Send a drone').waitFor();
  assert.equal(await entry(tried.page, 'Stamp').count(), 0, 'an action of production is in staging');
  await run(tried.page, 'Weigh a parcel', 'Weight in grams', '30');
  await tried.page.locator('#result', { hasText: 'staging' }).waitFor();
  await entry(tried.page, 'History').click();
  const runs = tried.page.getByRole('main').getByRole('link', { name: 'Weigh a parcel' });
  await runs.first().waitFor();
  assert.equal(await runs.count(), 1, 'a run of production is in the history of staging');
  await tried.page.goto(live.replace('/admin/', '/staging/'));
  await tried.page.getByText(/no such run|nothing at this address/i).waitFor();
});

for (const colorScheme of ['light', 'dark'])
  test(`the bar of a small phone has room for the environment and for 13 messages, ${colorScheme}`, async (t) => {
    const app = await start(t);
    const small = { ...phone, viewport: { width: 360, height: 780 }, colorScheme };
    const { page } = await signIn(t, { link: app.stagingLink }, small);
    await open(page, { url: new URL('/staging/', app.url).href }, 'alarm');
    await finished(page);
    const bell = page.getByRole('button', { name: 'Messages, 13 unread' });
    await bell.waitFor();
    await look(page, `bar of staging ${colorScheme}`);
    const count = bell.getByText('13', { exact: true });
    assert.equal(await lines(count), 1, 'the number of messages is broken');
    const bar = page.getByRole('banner');
    for (const name of ['Post office', 'staging'])
      assert.ok(await isWhole(bar.getByText(name, { exact: true })), `${name} is cut`);
    await assertFits(page, 'the bar');
  });

const lines = (locator) =>
  locator.evaluate((it) => {
    const range = document.createRange();
    range.selectNodeContents(it);
    return new Set([...range.getClientRects()].map(({ top }) => top)).size;
  });
const isWhole = (locator) => locator.evaluate((it) => it.scrollWidth <= it.clientWidth + 1);

test('an environment comes with a deploy, is called something else by the next, and goes', async (t) => {
  const app = await start(t, { flags: ['-environment', 'none'] });
  const deploy = (before, environment) =>
    start(t, { file: app.db, addr: new URL(before.url).host, flags: ['-environment', environment] });
  const { page } = await signIn(t, app);
  await entry(page, 'Stamp').waitFor();
  const address = new URL('/staging/', app.url).href;
  assert.equal((await page.request.get(address)).status(), 404);

  await app.stop();
  const made = await deploy(app, 'staging');
  const { page: tried } = await signIn(t, { link: made.stagingLink });
  await tried.getByText('staging', { exact: true }).waitFor();
  await run(tried, 'Weigh a parcel', 'Weight in grams', '30');
  await tried.locator('#result', { hasText: 'staging' }).waitFor();
  const old = tried.url();

  await made.stop();
  const renamed = await deploy(app, 'acceptance');
  await tried.getByText('acceptance', { exact: true }).waitFor(); // in the dashboard that was open
  assert.equal(await tried.getByRole('banner').getByText('staging', { exact: true }).count(), 0);
  await run(tried, 'Weigh a parcel', 'Weight in grams', '40');
  await tried.locator('#result', { hasText: 'acceptance' }).waitFor();
  await tried.goto(old);
  await tried.locator('#result', { hasText: 'staging' }).waitFor(); // what it said stays as it was said
  await look(tried, 'an environment renamed');

  await renamed.stop();
  await deploy(app, 'none');
  await tried.getByText('Offline. What you type is kept.').waitFor(); // it may come back
  await tried.getByRole('heading', { level: 1, name: 'Weigh a parcel Done' }).waitFor();
  await look(tried, 'an environment gone');
  await entry(page, 'Stamp').waitFor(); // the other goes on
  await run(page, 'Weigh a parcel', 'Weight in grams', '50');
});

test('a new name, help and access come with a deploy, also to dashboards that are open', async (t) => {
  const app = await start(t);
  const { page } = await signIn(t, app);
  const bo = await signIn(t, { link: app.otherLink });
  await entry(page, 'Stamp').click();
  await page.getByRole('heading', { level: 2, name: 'Done' }).waitFor();
  const before = page.url();
  await app.stop();
  const next = await again(t, app);
  await entry(page, 'Print a stamp').waitFor();
  assert.equal(await entry(page, 'Stamp').count(), 0);
  assert.equal(await entry(page, "Count the day's takings").count(), 0, 'it is for others now');
  await entry(bo.page, "Count the day's takings").waitFor();
  await page.goto(`${next.url}count`);
  await page.getByText(/nothing at this address/i).waitFor();
  await page.goto(`${next.url}stamp`);
  await page.getByText('For letters of up to 20 g.').waitFor();
  await page.goto(before);
  await page.getByRole('heading', { level: 1, name: 'Stamp Done' }).waitFor(); // as it was called then
});

test('an action that a deploy takes away is gone, and what it has done stays', async (t) => {
  const app = await start(t);
  const { page } = await signIn(t, app);
  const done = await run(page, 'Send a telegram', 'Text of the telegram', 'Arrived well');
  await entry(page, 'Send a telegram').click();
  await page.getByLabel('Text of the telegram').fill('On the wa');
  await app.stop();
  const next = await again(t, app);
  await entry(page, 'Print a stamp').waitFor();
  await page
    .getByRole('heading', { level: 1, name: 'Send a telegram Interrupted' })
    .waitFor({ timeout: 90_000 }); // it might have come back
  await page.getByText('What you had typed', { exact: true }).click();
  await page.getByText('On the wa', { exact: true }).waitFor();
  await look(page, 'interrupted and gone');
  assert.equal(await entry(page, 'Send a telegram').count(), 0);
  await page.goto(`${next.url}telegram`);
  await page.getByText(/nothing at this address/i).waitFor();
  await entry(page, 'History').click();
  const runs = page.getByRole('main').getByRole('link', { name: 'Send a telegram' });
  await runs.first().waitFor();
  assert.equal(await runs.count(), 2);
  await page.goto(done);
  await page.locator('#result', { hasText: 'Arrived well' }).waitFor();
  await look(page, 'done and gone');
  assert.equal(await page.getByRole('button', { name: /run again/i }).count(), 0, 'it is offered again');
});
