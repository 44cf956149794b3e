import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, assertFits, desktop, finished, phone, signIn } from './browser.mjs';
import { look, proceed, resulted } from './gallery.mjs';
import { startGallery } from './program.mjs';

const minute = 60_000;

test('what the clock begins asks its person, who answers and finds it in the history', async (t) => {
  const gallery = await startGallery(t, { flags: ['-clock'] });
  const { page } = await signIn(t, gallery);
  // Nobody has opened the action: the clock does, at the next minute, and the bell says so.
  await page.getByRole('button', { name: /Messages, \d+ unread/ }).click({ timeout: 2 * minute });
  await page
    .getByRole('menuitem', { name: /Count the till.*It waits for you: What is in the till/s })
    .first()
    .click();
  await page.waitForURL(/\/-\/runs\//);
  await page.getByRole('textbox', { name: 'What is in the till?' }).fill('7');
  await proceed(page);
  await finished(page);
  await resulted(page, 'Counted 7');

  await page.goto(`${gallery.url}-/history`);
  const row = page.getByRole('row', { name: /Count the till 3.*Done/s }).first();
  await row.getByText('On schedule').waitFor();
  await look(page, 'history of the clock');
});

test('the schedules of the actions that somebody may run are listed, the next first', async (t) => {
  const gallery = await startGallery(t, { flags: ['-clock'] });
  const { page } = await signIn(t, gallery);
  await page.getByRole('link', { name: 'Schedules' }).click();
  const looks = {
    'a desktop': [desktop.viewport, 'light'],
    'a desktop in the dark': [desktop.viewport, 'dark'],
    'a phone': [phone.viewport, 'light'],
  };
  for (const [name, [viewport, colorScheme]] of Object.entries(looks)) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    const rows = page.getByRole('row').filter({ hasText: 'Count the till' });
    await rows.nth(2).waitFor();
    const texts = await rows.allInnerTexts();
    assert.match(texts[0], /3\s+Every minute\s+\* \* \* \* \* · UTC/);
    const workdays = texts.find((text) => text.includes('Europe/Berlin'));
    assert.match(
      workdays ?? '',
      /Monday to Friday at 08:30\s+30 8 \* \* 1-5 · Europe\/Berlin.*Not yet\s+bo/s,
    );
    assert.match(texts.join('\n'), /0 9-17\/2 L 3,6,9,12 \*\s+America\/New_York/);
    await assertAccessible(page, `schedules on ${name}`);
    await assertFits(page, `schedules on ${name}`);
    await look(page, `schedules on ${name}`);
  }
});
