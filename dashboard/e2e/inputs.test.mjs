import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signIn } from './browser.mjs';
import { begin, looksWell, proceed, refused, resulted } from './gallery.mjs';
import { startGallery } from './program.mjs';

test('an address has to lead somewhere, by a protocol that is allowed', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'inputs/url');
  const site = page.getByRole('textbox', { name: 'Website' });
  const secure = page.getByRole('textbox', { name: 'Status page' });
  await proceed(page);
  await refused(page, 'Please fill this in.');
  await site.fill('not a url');
  await secure.fill('http://status.example');
  await proceed(page);
  await refused(page, 'Enter a valid address.');
  await refused(page, 'Enter an address that begins with https:.');
  await site.fill('javascript:alert("http://example.org")');
  await proceed(page);
  await refused(page, 'Enter an address that begins with http: or https:.');
  await site.fill('https://good.example@evil.example');
  await proceed(page);
  await refused(page, 'without a user name');
  await site.fill('https://example.org/a?b=c#d');
  await page.getByText('example.org', { exact: true }).waitFor();
  await secure.fill('https://status.example');
  await proceed(page);
  await resulted(page, 'https://example.org/a?b=c#d', 'https://status.example');
});

test('a slider is dragged, stepped or typed, and keeps its limits and steps', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'inputs/slider');
  await proceed(page);
  await refused(page, 'Please fill this in.');
  const track = (name) => page.getByRole('slider', { name, exact: true });
  const box = (name) => page.getByRole('textbox', { name, exact: true });
  const edge = await track('Range').boundingBox();
  await page.mouse.click(edge.x + edge.width / 2, edge.y + edge.height / 2);
  assert.match(await box('Range').inputValue(), /^1[45]$/);
  await track('Range').focus();
  await page.keyboard.type('25');
  await proceed(page);
  await refused(page, 'Between 9 and 20.');
  await page.keyboard.press('Tab');
  await track('Range').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  assert.equal(await box('Range').inputValue(), '10');

  // The label leads to the field, with its number ready to be typed over.
  await box('Decimal range').fill('15.5');
  await proceed(page);
  await refused(page, 'Between 12 and 13.');
  await page.getByText('Decimal range', { exact: true }).click();
  await page.keyboard.type('12.55');
  await proceed(page);
  await refused(page, 'In steps of 0.1 from 12.');
  await page.getByText('Decimal range', { exact: true }).click();
  await page.keyboard.type('12.5');
  await page.keyboard.press('Control+Enter');
  await resulted(page, '10', '12.5', '0');
});

test('a yes or no that nobody touched is no, and an optional one has three answers', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'inputs/boolean');
  await page.getByRole('checkbox', { name: 'E-mail the customer' }).focus();
  await page.keyboard.press('Space');
  const choice = (field, name) =>
    page.getByRole('radiogroup', { name: field }).getByRole('radio', { name, exact: true });
  assert.ok(await choice('Subscribed', 'Yes').isChecked());
  assert.ok(await choice('Of age', 'Not answered').isChecked());
  await choice('Subscribed', 'Yes').focus();
  await page.keyboard.press('ArrowRight');
  assert.ok(await choice('Subscribed', 'No').isChecked());
  await proceed(page);
  await resulted(page, 'Known No No No Unknown – Yes Yes');
  await page.getByText('Not answered').waitFor();
});

looksWell('inputs', {
  'inputs/boolean': undefined,
  'inputs/slider': async (page) => {
    await page.getByRole('slider', { name: 'Range', exact: true }).press('Home');
    await proceed(page);
    await refused(page, 'Please fill this in.');
  },
  'inputs/url': async (page) => {
    await page.getByRole('textbox', { name: 'Website' }).fill(`https://${'long-'.repeat(11)}name.example/`);
    await page.getByRole('textbox', { name: 'Status page' }).fill('http://status.example');
    await proceed(page);
    await refused(page, 'Enter an address that begins with https:.');
  },
});
