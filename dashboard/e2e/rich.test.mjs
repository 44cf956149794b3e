import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signIn } from './browser.mjs';
import { begin, looksWell, proceed, refused, resulted } from './gallery.mjs';
import { startGallery } from './program.mjs';

const box = (page, name) => page.getByRole('textbox', { name, exact: true });
const tools = (page) => page.getByRole('toolbar', { name: 'Formatting of Letter' });
const tool = (page, name) => tools(page).getByRole('button', { name, exact: true });

test('a formatted text is written with its tools', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'words/rich');
  await box(page, 'Letter').waitFor();
  await proceed(page);
  await refused(page, 'This field is required.');
  assert.ok(
    await box(page, 'Letter').evaluate((e) => e === document.activeElement),
    'the text has the focus',
  );
  await tool(page, 'H1 heading').click();
  await page.keyboard.type('Heading 1');
  await page.keyboard.press('Enter');
  await tool(page, 'Italic').click();
  assert.equal(await tool(page, 'Italic').getAttribute('aria-pressed'), 'true');
  await page.keyboard.type('Emphasis');
  await page.keyboard.press('Enter');
  await tool(page, 'Italic').click();
  await tool(page, 'Underline').click();
  await page.keyboard.type('Underline');
  await proceed(page);
  await resulted(page, '<h1>Heading 1</h1><p><em>Emphasis</em></p><p><u>Underline</u></p>');
  await page.getByText('Heading 1 Emphasis Underline').waitFor();
  await page.getByRole('button', { name: /Show the whole step/ }).click();
  await page.getByRole('heading', { name: 'Heading 1', level: 1 }).last().waitFor();
});

test('every tool is reached by the keyboard, and links lead only where they may', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'words/rich');
  await box(page, 'Letter').click();
  await page.keyboard.type('one');
  await page.keyboard.press('Alt+F10');
  assert.ok(await tool(page, 'H1 heading').evaluate((e) => e === document.activeElement));
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  for (let i = 0; i < 7; i++) await page.keyboard.press('ArrowRight');
  assert.ok(await tool(page, 'Bulleted list').evaluate((e) => e === document.activeElement));
  await page.keyboard.press('Enter');
  assert.equal(await tool(page, 'Bulleted list').getAttribute('aria-pressed'), 'true');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await page.keyboard.type('two ');
  await page.keyboard.press('Shift+Tab'); // out of the text, not out of the list
  assert.ok(await tool(page, 'Bulleted list').evaluate((e) => e === document.activeElement));
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const address = page.getByRole('textbox', { name: 'Address of the link' });
  await address.fill('javascript:alert(1)');
  await page.keyboard.press('Enter');
  await refused(page, 'Enter an address that begins with');
  await address.fill('https://example.com/');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ControlOrMeta+z');
  assert.equal(await page.getByRole('link', { name: 'https://example.com/' }).count(), 0);
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await page.getByRole('link', { name: 'https://example.com/' }).waitFor();
  await page.keyboard.press('Control+Enter');
  await resulted(
    page,
    '<ul><li><p>one</p></li><li><p>two <a href="https://example.com/">https://example.com/</a></p></li></ul>',
    '<p>See <a href="https://example.com/">our <b>shop</b></a>.</p>',
  );
});

test('what is pasted is cleaned, and a draft survives a reload', async (t) => {
  const gallery = await startGallery(t);
  const { page, violations } = await signIn(t, gallery);
  await begin(page, gallery, 'words/rich');
  const paste = (data) =>
    box(page, 'Letter').evaluate((element, given) => {
      const clipboardData = new DataTransfer();
      for (const [kind, text] of Object.entries(given)) clipboardData.setData(kind, text);
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, data);
  await box(page, 'Letter').click();
  await paste({
    'text/html':
      '<meta charset="utf-8"><h2 class="x" onclick="x()">Title</h2><p>a<script>window.ran = true</script><img src="x" onerror="window.ran = true">' +
      '<a href="javascript:x">b</a> <a href="https://example.com/" target="_blank">c</a></p><table><tr><td>d</td></tr></table>',
    'text/plain': 'ignored',
  });
  await paste({ 'text/plain': 'x\ny <b>z</b>' });
  await page.waitForFunction(() => JSON.stringify(sessionStorage).includes('Title'));
  await page.reload();
  await page.getByRole('heading', { name: 'Title' }).waitFor();
  assert.equal(await page.evaluate(() => window.ran), undefined);
  await proceed(page);
  await resulted(page, '<h2>Title</h2>', '<a href="https://example.com/">c</a>', 'y &lt;b&gt;z&lt;/b&gt;');
  const [result] = await gallery.rows('SELECT result_data AS data FROM stagedoor_runs');
  assert.doesNotMatch(result.data, /script|onerror|onclick|javascript|class|target|<img|<table/);
  assert.deepEqual(violations, []);
});

test('a formatted text keeps its length, counted without its tags', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'words/rich');
  await box(page, 'Letter').fill('&'.repeat(201));
  await page.getByText('201 of 200').waitFor();
  await proceed(page);
  await refused(page, 'At most 200 characters.');
  await box(page, 'Letter').fill('&'.repeat(200));
  await proceed(page);
  await resulted(page, '&amp;'.repeat(200));
});

looksWell('formatted texts', {
  'words/rich': async (page) => {
    await box(page, 'Letter').click();
    await tool(page, 'H2 heading').click();
    await page.keyboard.type('Holidays');
    await page.keyboard.press('Enter');
    await tool(page, 'Bold').click();
    await page.keyboard.type('Closed');
    await tool(page, 'Bold').click();
    await page.keyboard.type(' on these days:');
    await page.keyboard.press('Enter');
    await tool(page, 'Numbered list').click();
    await page.keyboard.type('Monday');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Tuesday');
    await tool(page, 'Link').click();
    await page.getByRole('textbox', { name: 'Address of the link' }).fill('x');
    await page.keyboard.press('Enter');
    await refused(page, 'Enter an address that begins with');
  },
});
