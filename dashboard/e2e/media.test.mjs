import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, assertFits, finished, signIn } from './browser.mjs';
import { startGallery } from './program.mjs';
import { look, open, views } from './gallery.mjs';

test('markup is drawn without what could do anything', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'media/html');
  const note = page.getByRole('region', { name: 'Note of the courier' });
  await note.getByRole('heading', { name: 'Parcel 7' }).waitFor();
  assert.equal(await note.locator('em').innerText(), 'Left with a neighbour');
  assert.equal(await note.locator('u').innerText(), 'not');
  for (const gone of ['in noscript', 'in a form', 'in a frame'])
    assert.equal(await note.getByText(gone).count(), 0);
  assert.equal(
    await note.locator('[class=shout], [style], [id], img, iframe, form, button, script').count(),
    0,
  );
  assert.deepEqual(await note.locator('a').evaluateAll((all) => all.map((a) => [a.textContent, a.target])), [
    ['Track it', '_blank'],
  ]);
  await finished(page);
});

test('pictures by address and by content, enlarged by a key', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'media/image');
  const byAddress = page.getByRole('img', { name: 'A brown parcel with a light ribbon' });
  await byAddress.waitFor();
  assert.equal(await byAddress.getAttribute('src'), '/parcels/0');
  const byContent = page.getByRole('img', { name: 'A blue parcel with a light ribbon' });
  assert.match(await byContent.getAttribute('src'), /^data:image\/png;base64,/);
  assert.ok(await byContent.evaluate((img) => img.decode().then(() => img.naturalWidth === 320)));
  const box = await page.getByRole('button', { name: /A blue parcel/ }).boundingBox();
  assert.equal(Math.round(box.width), 128);
  await page.getByText('“A parcel that is not there” could not be loaded.').waitFor();
  await page
    .getByText('“A parcel at another host” is at an address that this panel does not show.')
    .waitFor();
  const link = page.getByRole('link', { name: /pictures\.example\.com/ });
  assert.equal(await link.getAttribute('href'), 'https://pictures.example.com/1.png');
  await page.getByRole('button', { name: /A brown parcel/ }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'By address' });
  await dialog.getByRole('img', { name: 'A brown parcel with a light ribbon' }).waitFor();
  await assertAccessible(page, 'an enlarged picture');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  assert.ok(
    await page.getByRole('button', { name: /A brown parcel/ }).evaluate((b) => b === document.activeElement),
  );
});

test('a film by content plays when it is asked to', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'media/video');
  const video = page.locator('video');
  await video.waitFor();
  assert.match(await video.getAttribute('src'), /^data:video\/webm;base64,/);
  assert.deepEqual(
    await video.evaluate((v) => [v.loop, v.muted, v.autoplay, v.paused, v.getAttribute('aria-label')]),
    [true, true, false, true, 'A parcel moves to the right'],
  );
  await video.evaluate((v) => v.play());
  await page.waitForFunction(() => document.querySelector('video').currentTime > 0);
  await page.getByText('“A parcel at another host” is at an address').waitFor();
});

test('a film of the application plays from its address', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'media/film');
  const video = page.locator('video');
  await video.waitFor();
  assert.equal(await video.getAttribute('src'), '/films/0');
  await video.evaluate((v) => {
    v.muted = true;
    return v.play();
  });
  await page.waitForFunction(() => document.querySelector('video').currentTime > 0);
});

for (const [name, options] of Object.entries(views)) {
  test(`media on ${name}: axe finds nothing and nothing is too wide`, async (t) => {
    const gallery = await startGallery(t);
    const { page } = await signIn(t, gallery, options);
    for (const slug of ['media/html', 'media/image', 'media/video']) {
      await open(page, gallery, slug);
      await finished(page);
      await assertAccessible(page, `${slug} on ${name}`);
      await assertFits(page, slug);
      await look(page, `${slug} on ${name}`);
    }
  });
}
