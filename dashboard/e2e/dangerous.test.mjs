import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, finished, signIn } from './browser.mjs';
import { look } from './gallery.mjs';
import { startGallery, startShop } from './program.mjs';

const startButton = (page) => page.getByRole('main').getByRole('button', { name: 'Start', exact: true });
const runs = (gallery) => gallery.rows("SELECT id FROM stagedoor_runs WHERE slug = 'buttons/dangerous'");

/** To the card of a dangerous action, by a click in the panel. */
async function clickThrough(page, gallery) {
  await page.goto(`${gallery.url}buttons`);
  await page
    .getByRole('main')
    .getByRole('link', { name: /Empty the shelf/ })
    .click();
  await startButton(page).waitFor();
}

test('what is dangerous shows its card after a click too, and starts by the press there', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await clickThrough(page, gallery);
  await assertAccessible(page, 'the card of a dangerous action');
  await look(page, 'the card of a dangerous action');
  assert.equal((await runs(gallery)).length, 0, 'a click on a link starts nothing');
  await startButton(page).dblclick();
  await finished(page);
  await page.getByText('The shelf is empty.').waitFor();
  assert.equal((await runs(gallery)).length, 1, 'a double click starts one');

  await page.getByRole('button', { name: /^Run again/ }).click();
  await startButton(page).waitFor();
  assert.equal((await runs(gallery)).length, 1, 'running again shows the card first');
  await startButton(page).click();
  await finished(page);
  assert.equal((await runs(gallery)).length, 2);
});

test('what is dangerous does not start by itself after a reload or a restart', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await clickThrough(page, gallery);
  await page.waitForFunction(() => history.state?.start === undefined);
  await page.reload();
  await startButton(page).waitFor();

  // The service is cut while the press is on its way.
  await gallery.stop();
  await page
    .getByText(/Reconnecting|Updating|Offline/)
    .first()
    .waitFor();
  await startButton(page).click();
  await page.getByRole('main').getByRole('button', { name: 'Try again' }).waitFor();
  const again = await startShop(t, {
    program: 'gallery',
    file: gallery.db,
    addr: new URL(gallery.url).host,
  });
  await page.reload();
  await startButton(page).waitFor();
  assert.equal((await runs(again)).length, 0, 'nothing was started while nobody pressed');
  await startButton(page).click();
  await finished(page);
  assert.equal((await runs(again)).length, 1);
});
