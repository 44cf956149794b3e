import { test } from 'node:test';
import assert from 'node:assert/strict';
import { assertAccessible, assertFits, desktop, finished, looks, phone, signIn } from './browser.mjs';
import { look } from './gallery.mjs';
import { startGallery } from './program.mjs';
import { next, start } from './steps.mjs';

test('one is searched for: needed, found, and the whole value comes back', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await start(page, gallery, 'searching/one');
  await page.getByRole('combobox', { name: 'Role' }).waitFor();
  await next(page).click(); // nothing lies over it
  await page.getByText('This field is required.').waitFor();
  await page.getByRole('combobox', { name: 'Role' }).fill('view');
  await page.getByRole('option', { name: 'Viewer' }).click();
  await next(page).click();
  await finished(page);
  await page.getByText('Reads everything').waitFor();
});

test('several are searched for, over two searches, by the keyboard, and taken back', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await start(page, gallery, 'searching/many');
  const box = page.getByRole('combobox', { name: 'Ship to' });
  await page.getByText('0 of 1–3 selected').waitFor();
  assert.equal(await page.getByRole('listbox').count(), 0, 'it opened by itself');
  await box.click();
  await page.getByRole('option', { name: 'Austria' }).click(); // offered before anything is typed
  await box.fill('fra');
  await page.getByRole('option', { name: 'France' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByText('2 of 1–3 selected').waitFor();
  await page.keyboard.type('chi'); // takes the place of what was typed before
  await page.getByRole('option', { name: 'Chile' }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Enter');
  await page.getByText('France is not allowed.').waitFor();

  await page.getByRole('button', { name: 'Remove France' }).focus();
  await page.keyboard.press('Delete');
  await page.getByText('2 of 1–3 selected').waitFor();
  assert.equal(
    await page.evaluate(() => document.activeElement?.textContent),
    'Remove Chile',
    'the focus goes to the next tag',
  );
  await box.fill('');
  await box.press('Backspace');
  await page.getByText('1 of 1–3 selected').waitFor();
  await box.fill('por');
  await page.getByRole('option', { name: 'Portugal' }).click();
  await page.keyboard.press('Escape');
  await next(page).click();
  await finished(page);
  await page.getByRole('listitem').filter({ hasText: /^AT$/ }).waitFor();
  await page.getByRole('listitem').filter({ hasText: /^PT$/ }).waitFor();
  await page.getByRole('button', { name: /Ship to Austria, Portugal/ }).waitFor();
});

test('none of several may be an answer', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await start(page, gallery, 'searching/any');
  await page.getByRole('combobox', { name: 'Ship to' }).waitFor();
  await page.keyboard.press('Control+Enter');
  await finished(page);
  await start(page, gallery, 'searching/any');
  const box = page.getByRole('combobox', { name: 'Ship to' });
  for (const name of ['Japan', 'Brazil']) {
    await box.fill(name);
    await page.getByRole('option', { name }).click();
  }
  await page.keyboard.press('Escape');
  await next(page).click();
  await finished(page);
  await page.getByText('BR', { exact: true }).waitFor();
});

test('two searches on one screen, one of which finds nothing at first', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await start(page, gallery, 'searching/two');
  const from = page.getByRole('combobox', { name: 'From' });
  const via = page.getByRole('combobox', { name: 'By way of' });
  await from.fill('germ');
  await page.getByRole('option', { name: 'Germany' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await via.fill('nowhere');
  await page.getByText('Nothing found for nowhere').waitFor();
  assert.equal(await from.inputValue(), 'Germany', 'the other search keeps what was chosen');
  await via.fill('many');
  await page.getByRole('option', { name: 'Germany' }).click();
  await next(page).click();
  await finished(page);
  await page.getByText('Yes', { exact: true }).waitFor();
});

test('where nothing is found, nothing lies over the button on a short screen', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery, { ...phone, viewport: { width: 360, height: 560 } });
  await start(page, gallery, 'searching/one');
  const box = page.getByRole('combobox', { name: 'Role' });
  await box.fill('nowhere');
  const none = page.getByText('Nothing found for nowhere');
  await none.waitFor();
  assert.equal(await page.getByRole('listbox').count(), 0, 'there is a list of nothing');
  await look(page, 'nothing found on a short screen');
  await next(page).click({ force: true, position: { x: 20, y: 4 } }); // where a list would lie
  await page.getByText('This field is required.').waitFor();
  await box.fill('view');
  await page.getByRole('option', { name: 'Viewer' }).click(); // the list is back
  await none.waitFor({ state: 'detached' });
  await next(page).click();
  await finished(page);
});

for (const [name, slug] of [
  ['of one', 'searching/one'],
  ['of several', 'searching/many'],
]) {
  test(`the list ${name} stays at its box while the page scrolls, until the box is out of sight`, async (t) => {
    const gallery = await startGallery(t);
    const { page } = await signIn(t, gallery, { viewport: { width: 1280, height: 500 } });
    await start(page, gallery, slug);
    const box = page.getByRole('combobox');
    await box.waitFor();
    // Something to scroll, as on the page of a long run.
    await page.evaluate(() => {
      document.querySelector('main section [data-slot]').style.paddingBlock = '200px 1600px';
    });
    const list = page.getByRole('listbox');
    const apart = async () => {
      const popover = page.locator('[data-trigger=ComboBox]'); // the list in it may be longer
      const [above, below] = [await box.boundingBox(), await popover.boundingBox()];
      return Math.min(
        Math.abs(below.y - (above.y + above.height)),
        Math.abs(above.y - (below.y + below.height)),
      );
    };
    await box.scrollIntoViewIfNeeded();
    await box.fill('r');
    await list.getByRole('option').first().waitFor();
    const from = (await box.boundingBox()).y;
    await page.mouse.move(1200, 300); // beside the list, which has a scroll of its own
    await page.mouse.wheel(0, 60);
    await page.waitForFunction(
      (y) => document.querySelector('[role=combobox]').getBoundingClientRect().y < y,
      from,
    );
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    assert.ok(await list.isVisible(), 'the scroll closed it');
    assert.ok((await apart()) < 20, `it hangs ${await apart()} px from its box`);
    await look(page, `a list ${name} after a scroll`);
    await page.mouse.wheel(0, 1200);
    await list.waitFor({ state: 'detached' });

    await page.mouse.wheel(0, -1200);
    await page.waitForFunction(() => document.querySelector('[role=combobox]').getBoundingClientRect().y > 0);
    await box.press('ArrowDown'); // still in the box: it opens again
    await list.waitFor();
    await list.getByRole('option').first().click();
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'detached' });
    await next(page).waitFor();
  });
}

for (const [device, options, shown] of [
  ['a desktop', desktop, true],
  ['a phone', phone, false],
]) {
  test(`the key beside the button is ${shown ? '' : 'not '}named on ${device}`, async (t) => {
    const gallery = await startGallery(t);
    const { page } = await signIn(t, gallery, options);
    await start(page, gallery, 'searching/one');
    await next(page).waitFor();
    assert.equal(await page.getByText('Ctrl ↵').isVisible(), shown);
  });
}

test('a search that breaks says so once, and not any more after going back', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await start(page, gallery, 'searching/breaks');
  const box = page.getByRole('combobox', { name: 'Role' });
  const broken = page.getByText('The directory does not answer.');
  await box.fill('view');
  await page.getByRole('option', { name: 'Viewer' }).waitFor();
  await box.fill('x');
  await broken.first().waitFor();
  assert.equal(await broken.count(), 1);
  await look(page, 'a search that broke');
  await box.fill('view');
  await page.getByRole('option', { name: 'Viewer' }).click();
  await broken.waitFor({ state: 'detached' });
  await next(page).click();
  await finished(page);
});

for (const [name, options] of Object.entries(looks)) {
  test(`axe finds nothing where one searches, on ${name}`, async (t) => {
    const gallery = await startGallery(t);
    const { page } = await signIn(t, gallery, options);
    await start(page, gallery, 'searching/many');
    await page.getByRole('combobox', { name: 'Ship to' }).press('ArrowDown');
    for (const country of ['Austria', 'Denmark']) await page.getByRole('option', { name: country }).click();
    const [box, list] = await Promise.all(
      [page.getByRole('combobox', { name: 'Ship to' }), page.getByRole('listbox')].map((it) =>
        it.boundingBox(),
      ),
    );
    assert.ok(list.y >= box.y + box.height || list.y + list.height <= box.y, 'the list covers its box');
    await assertAccessible(page, 'a search with its list open');
    await look(page, `search open on ${name}`);
    await page.getByRole('heading', { level: 1 }).waitFor(); // still read out
    await page.keyboard.press('Escape');
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    await assertAccessible(page, 'a search');
    await assertFits(page, 'a search');
  });
}
