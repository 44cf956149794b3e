import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, assertFits, finished, signIn } from './browser.mjs';
import { look, open, views } from './gallery.mjs';
import { startGallery } from './program.mjs';

test('lines: ticks, points by keyboard and mouse, a legend that hides, the numbers as a table', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'charts/lines');
  const chart = page.getByRole('group', { name: 'Refunds and credits' }).first();
  const points = chart.getByRole('slider', { name: 'Refunds and credits, point by point' });
  await points.waitFor();
  const ticks = await chart.locator('svg text').allTextContents();
  assert.ok(ticks.includes('1,000') && ticks.includes('Jun 15'), `ticks ${ticks.join(' ')}`);
  await points.focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(
    await points.getAttribute('aria-valuetext'),
    'Jun 15, 2026: Refunds 1,000.00\u00a0USD, Credits 750.00\u00a0USD',
  );
  await page.keyboard.press('End');
  assert.match(await points.getAttribute('aria-valuetext'), /^Dec 11, 2026: /);
  await page.keyboard.press('ArrowLeft');
  assert.match(await points.getAttribute('aria-valuetext'), /^Dec 10, 2026: /);
  await page.keyboard.press('Escape');
  const box = await points.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await chart
    .getByText(/Sep \d+, 2026/)
    .first()
    .waitFor();
  const before = await chart.locator('svg path').count();
  await chart.getByRole('button', { name: 'Credits' }).click();
  assert.equal(await chart.getByRole('button', { name: 'Credits' }).getAttribute('aria-pressed'), 'false');
  assert.equal(await chart.locator('svg path').count(), before - 1);
  await chart.getByRole('button', { name: 'Refunds' }).click(); // the last one stays
  assert.equal(await chart.getByRole('button', { name: 'Refunds' }).getAttribute('aria-pressed'), 'true');
  const table = chart.getByRole('table', { name: 'Refunds and credits' });
  assert.equal(await table.getByRole('row').count(), 181); // for screen readers, always
  await chart.getByRole('button', { name: 'Show as table' }).click();
  const first = table.getByRole('row').nth(1);
  assert.deepEqual(await first.locator('th, td').allInnerTexts(), [
    'Jun 15, 2026',
    '1,000.00\u00a0USD',
    '750.00\u00a0USD',
  ]);
  await page.getByText('No numbers for this period.').waitFor();
});

test('bars below zero, and pies whose slices add up', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'charts/bars');
  const balance = page.getByRole('group', { name: 'Balance' });
  await balance.getByRole('slider').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  assert.equal(await balance.getByRole('slider').getAttribute('aria-valuetext'), 'Porto: Balance -12');
  await open(page, gallery, 'charts/pies');
  const pie = page.getByRole('group', { name: 'Parcels sent' }).first();
  await pie.getByRole('button', { name: /Lisbon/ }).waitFor();
  assert.match(await pie.getByRole('button', { name: /Lisbon/ }).innerText(), /120 · 42%/);
  await pie.getByRole('button', { name: /Lisbon/ }).click();
  assert.match(await pie.getByRole('button', { name: /Porto/ }).innerText(), /90 · 54\.2%/);
});

test('with reduced motion nothing moves', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery, { ...views['a desktop'], reducedMotion: 'reduce' });
  await open(page, gallery, 'charts/pies');
  const slice = page.locator('[data-slice]').first();
  await slice.waitFor();
  assert.equal(await slice.evaluate((path) => getComputedStyle(path).transitionDuration), '0s');
});

for (const [name, options] of Object.entries(views)) {
  test(`charts on ${name}: axe finds nothing and nothing is too wide`, async (t) => {
    const gallery = await startGallery(t);
    const { page } = await signIn(t, gallery, options);
    for (const slug of ['charts/lines', 'charts/bars', 'charts/pies']) {
      await open(page, gallery, slug);
      await finished(page);
      await page.getByRole('slider').first().focus();
      await page.keyboard.press('ArrowRight');
      await assertAccessible(page, `${slug} on ${name}`);
      await assertFits(page, slug);
      await look(page, `${slug} on ${name}`);
    }
    await page.goto(`${gallery.url}charts`);
    await page.getByRole('slider').waitFor();
    await assertAccessible(page, `a page with a chart on ${name}`);
    await look(page, `charts page on ${name}`);
  });
}
