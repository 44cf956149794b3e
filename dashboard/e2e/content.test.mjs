import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, signIn } from './browser.mjs';
import { look } from './gallery.mjs';
import { startSamples } from './program.mjs';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const chapter = Buffer.from('%PDF-1.4\n% the first chapter\n');

const choose = (page, label, name, mimeType, buffer) =>
  page.locator(`input[type=file][aria-label="${label}"]`).setInputFiles({ name, mimeType, buffer });

test('a record keeps a picture and a file, shows the one and hands over the other', async (t) => {
  const samples = await startSamples(t);
  const { page } = await signIn(t, samples);
  await page.goto(`${samples.url}books/edit?id=1`);
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByRole('textbox', { name: /^Name/ }).waitFor();
  await choose(page, 'Cover', 'chapter.pdf', 'application/pdf', chapter);
  await page.getByText('Choose a file that is').waitFor();
  await choose(page, 'Cover', 'cover.png', 'image/png', png);
  await choose(page, 'Sample chapter', 'first.pdf', 'application/pdf', chapter);
  await page.getByText('first.pdf').first().waitFor();
  await assertAccessible(page, 'a form with files');
  await look(page, 'a form with files');
  await page.getByRole('button', { name: 'Review changes' }).click();
  await page.getByRole('row', { name: `Sample chapter ${chapter.length} bytes` }).waitFor();
  await page.getByRole('button', { name: 'Save 2 changes' }).click();
  await page.getByRole('img', { name: 'Cover' }).waitFor();
  await look(page, 'a record with files');
  const [row] = await samples.rows(
    'SELECT hex(cover) AS cover, hex(chapter) AS chapter FROM books WHERE id = 1',
  );
  assert.equal(row.cover, png.toString('hex').toUpperCase());
  assert.equal(row.chapter, chapter.toString('hex').toUpperCase());
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /Sample chapter/ }).click(),
  ]);
  assert.equal(saved.suggestedFilename(), 'sample-chapter.pdf');
});
