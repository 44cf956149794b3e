import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, assertFits, looks, signIn } from './browser.mjs';
import { look as keepPicture } from './gallery.mjs';
import { startGallery } from './program.mjs';

const drawer = (page) => page.getByRole('dialog', { name: 'Over this page' });
const close = (page) => drawer(page).getByRole('button', { name: 'Close' });

async function openTasks(t, options) {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery, options);
  await page.goto(`${gallery.url}tasks`);
  await page.getByText('Sweep the yard', { exact: true }).waitFor();
  return { gallery, page };
}

async function fromMenu(page, task, entry) {
  await page.getByRole('button', { name: new RegExp(`(Actions|More).*${task}|${task}.*`) }).click();
  await page.getByRole('menuitem', { name: entry }).click();
}

test('an action of a row opens over the list, and the list is renewed when it is done', async (t) => {
  const { gallery, page } = await openTasks(t);
  await fromMenu(page, 'Sweep the yard', 'Rename');
  const box = drawer(page).getByRole('textbox', { name: 'Name' });
  await box.fill('Sweep both yards');
  assert.equal(page.url(), `${gallery.url}tasks`, 'the address is still that of the list');
  await assertAccessible(page, 'a drawer');
  await keepPicture(page, 'a drawer over a list');
  await page.reload(); // it is there again, with what was typed
  await box.waitFor();
  assert.equal(await box.inputValue(), 'Sweep both yards');
  await page.keyboard.press('Control+Enter');
  await drawer(page).getByRole('heading', { level: 2, name: 'Done' }).waitFor();
  await close(page).click();
  await drawer(page).waitFor({ state: 'detached' });
  await page.getByRole('main').getByText('Sweep both yards', { exact: true }).waitFor();
});

test('what is left open over a page waits once something was typed, and Back and Escape close it', async (t) => {
  const { page } = await openTasks(t);
  const add = page.getByRole('main').getByRole('link', { name: 'New task' });
  await add.click();
  await drawer(page).getByRole('textbox', { name: 'Name' }).waitFor();
  await page.keyboard.press('Escape');
  await drawer(page).waitFor({ state: 'detached' });
  assert.equal(await page.getByText('waits for you').count(), 0, 'nothing was typed');
  await add.click();
  await drawer(page).getByRole('textbox', { name: 'Name' }).fill('S');
  await page.keyboard.press('Escape');
  await drawer(page).waitFor({ state: 'detached' });
  await page.getByText('New task waits for you on the home page.').waitFor();
  assert.equal(await add.evaluate((it) => it === document.activeElement), true, 'the focus is where it was');
  await add.click();
  await drawer(page).getByRole('textbox', { name: 'Name' }).waitFor();
  await page.goBack();
  await drawer(page).waitFor({ state: 'detached' });
  await page.getByText('Sweep the yard', { exact: true }).waitFor();
});

test('chosen rows are acted on over their list, and a redirect leaves it', async (t) => {
  const { gallery, page } = await openTasks(t);
  await page.getByRole('checkbox', { name: /Water the plants/ }).check();
  await page.getByRole('checkbox', { name: /Mend the gate/ }).check();
  await page.getByRole('group', { name: 'Selected rows' }).getByRole('button', { name: 'Finish' }).click();
  await drawer(page).getByText('Finish 2 tasks?').waitFor();
  await drawer(page)
    .getByRole('button', { name: /^(Confirm|Yes|OK|Continue)/ })
    .click();
  await drawer(page).getByRole('heading', { level: 2, name: 'Done' }).waitFor();
  await close(page).click();
  await page.getByText('Mend the gate (done)', { exact: true }).waitFor();
  await fromMenu(page, 'Sweep the yard', 'Go elsewhere');
  await page.getByRole('heading', { level: 1, name: 'Tables' }).waitFor();
  assert.equal(page.url(), `${gallery.url}tables`);
  assert.equal(await drawer(page).count(), 0);
});

for (const [name, options] of Object.entries(looks)) {
  test(`a drawer on ${name}`, async (t) => {
    const { page } = await openTasks(t, options);
    await page.getByRole('main').getByRole('link', { name: 'New task' }).click();
    await drawer(page).getByRole('textbox', { name: 'Name' }).waitFor();
    await assertAccessible(page, `a drawer ${name}`);
    await assertFits(page, `a drawer ${name}`);
    await keepPicture(page, `a drawer ${name}`);
  });
}
