import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, assertFits, looks, signIn } from './browser.mjs';
import { begin, look, proceed, resulted } from './gallery.mjs';
import { startGallery } from './program.mjs';

const left = (locator) => locator.evaluate((element) => element.getBoundingClientRect().left);

test('tabs by mouse, by keys, in the address, and with what their tables show', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await page.goto(`${gallery.url}arranged`);
  const tab = (name) => page.getByRole('tab', { name });
  const table = (name) => page.getByRole('tabpanel').locator('section', { hasText: name });
  await table('Drafts').getByText('1–5 of 30').waitFor();
  assert.equal(
    await page.getByText('Returns', { exact: true }).count(),
    1,
    'a tab that was not opened is not there',
  );

  // Several tables keep their states apart, and the tab is beside them.
  await table('Drafts').getByRole('button', { name: 'Next' }).click();
  await table('Drafts').getByText('6–10 of 30').waitFor();
  await tab('Orders').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.getByText('1–5 of 12').waitFor();
  assert.match(page.url(), /2\.offset=5/);
  assert.match(page.url(), /tab=returns/);
  await page.goBack();
  await table('Drafts').getByText('6–10 of 30').waitFor();
  await page.goForward();
  await page.getByText('1–5 of 12').waitFor();

  await page.reload();
  await page.getByText('1–5 of 12').waitFor();
  assert.equal(await tab('Returns').getAttribute('aria-selected'), 'true');
  await tab('Returns').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await table('Drafts').getByText('6–10 of 30').waitFor();
  await page.keyboard.press('End');
  await page.keyboard.press('Space');
  await page.getByText('A note on the left.').waitFor();
});

test('a part that failed is tried again, and only it changes', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await page.goto(`${gallery.url}arranged?tab=returns`);
  await page.getByText('1–5 of 12').waitFor();
  const carrier = page.getByRole('region', { name: 'Carrier' });
  await carrier.getByText('This could not be loaded.').waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('6–10 of 12').waitFor();
  await carrier.getByRole('button', { name: 'Try again' }).click();
  await carrier.getByText('yes').waitFor();
  assert.ok(await page.getByText('6–10 of 12').isVisible());
});

test('columns stand side by side where there is room; sections fold', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await page.goto(`${gallery.url}arranged`);
  const card = (name) => page.getByRole('region', { name });
  await card('A year ago').waitFor();
  assert.ok((await left(card('Last month'))) > (await left(card('This month'))) + 100);
  await page.setViewportSize({ width: 360, height: 780 });
  assert.equal(await left(card('Last month')), await left(card('This month')));

  const hidden = page.getByText('Nobody has to see this at once.');
  assert.equal(await hidden.isVisible(), false);
  await page.locator('summary', { hasText: 'Older' }).focus();
  await page.keyboard.press('Enter');
  await hidden.waitFor();
  await page.getByText('Before 2020').waitFor();
});

test('a page is renewed in its place', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await page.setViewportSize({ width: 1280, height: 500 });
  await page.goto(`${gallery.url}renewed`);
  await page.getByText('The first tab.').waitFor();
  await page.getByRole('tab', { name: 'Second' }).click();
  await page.getByText('1–5 of 40').waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('6–10 of 40').waitFor();
  await page.locator('summary', { hasText: 'Folded' }).click();
  const row = page.getByRole('row', { name: /Bowl 6/ });
  await row.focus();
  await page.evaluate(() => scrollTo(0, 60));
  const drawn = async () => Number(/(\d+) times/.exec(await page.getByRole('main').innerText())?.[1]);
  // Whatever goes away or is emptied on the way is noticed.
  await page.evaluate(() => {
    window.gone = [];
    new MutationObserver((changes) => {
      for (const change of changes)
        for (const node of change.removedNodes)
          if (node.nodeType === 1) window.gone.push(node.outerHTML.slice(0, 80));
    }).observe(document.querySelector('main'), { childList: true, subtree: true });
  });
  const before = await drawn();
  await page.waitForFunction((n) => document.body.innerText.includes(`${n} times`), before + 2);
  assert.deepEqual(await page.evaluate(() => window.gone), []);
  assert.equal(await row.evaluate((element) => element === document.activeElement), true, 'the focus stays');
  assert.equal(await page.evaluate(() => scrollY), 60);
  assert.ok(await page.getByText('6–10 of 40').isVisible());
  assert.ok(await page.getByText('Inside the fold.').isVisible());
  assert.equal(await page.getByRole('tab', { name: 'Second' }).getAttribute('aria-selected'), 'true');
  await page.getByText('Updated just now').waitFor();
});

test('a form in columns opens what hides a field that is wrong', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'arranged/form');
  const field = (name) => page.getByRole('textbox', { name });
  assert.ok((await left(field('City'))) > (await left(field('Name'))) + 100);
  await field('Name').fill('Ada');
  await page.keyboard.press('Tab');
  await page.keyboard.type('London');
  await proceed(page);
  await field('Code').waitFor();
  assert.equal(await field('Code').evaluate((element) => element === document.activeElement), true);
  await page.keyboard.type('W1');
  await proceed(page);
  await resulted(page, 'City London', 'Code W1');
});

for (const [name, options] of Object.entries(looks)) {
  test(`arranged pages on ${name}: axe finds nothing and nothing is too wide`, async (t) => {
    const gallery = await startGallery(t);
    const { page } = await signIn(t, gallery, options);
    for (const address of ['arranged', 'arranged?tab=returns', 'arranged?tab=notes', 'renewed']) {
      await page.goto(gallery.url + address);
      await page.getByRole('tabpanel').waitFor();
      await page.locator('[aria-busy=true]').waitFor({ state: 'detached' });
      await assertAccessible(page, `${address} on ${name}`);
      await assertFits(page, address);
      await look(page, `${address} on ${name}`);
    }
    await begin(page, gallery, 'arranged/form');
    await page.locator('summary').click();
    await assertAccessible(page, `the form on ${name}`);
    await assertFits(page, 'the form');
    await look(page, `form on ${name}`);
  });
}
