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

looksWell('inputs', {
  'inputs/url': async (page) => {
    await page.getByRole('textbox', { name: 'Website' }).fill(`https://${'long-'.repeat(11)}name.example/`);
    await page.getByRole('textbox', { name: 'Status page' }).fill('http://status.example');
    await proceed(page);
    await refused(page, 'Enter an address that begins with https:.');
  },
});
