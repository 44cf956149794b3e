import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, assertFits, desktop, finished, phone, signIn } from './browser.mjs';
import { look } from './gallery.mjs';
import { startSamples } from './program.mjs';
import { next, start } from './steps.mjs';

/** A person goes through each app once; see is called where the app is worth a look. */
const ways = {
  basic: async (page, samples, see) => {
    await start(page, samples, 'hello_world');
    await page.getByRole('textbox', { name: 'Your name' }).fill('Ada');
    await see('question');
    await next(page).click();
    await finished(page);
    await page.getByText('Hello, Ada!').waitFor();
  },
  'refund charges': async (page, samples, see) => {
    await page.goto(`${samples.url}refunds`);
    await page.getByText('45.00').first().waitFor();
    await see('page');
    await page.getByRole('link', { name: 'Refund user' }).click();
    await page.getByRole('textbox', { name: 'Customer e-mail' }).fill('ada.hamilton@example.com');
    await next(page).click();
    await page.getByRole('checkbox', { name: 'Select Lamp oil' }).check();
    await page.getByRole('checkbox', { name: /^Select Wick/ }).check();
    await see('charges');
    await next(page).click();
    await finished(page);
    assert.match(await page.locator('#result').innerText(), /2/);
    await page.goto(`${samples.url}refunds`);
    await page.getByText('Lamp oil').waitFor();
  },
  'account migration': async (page, samples, see) => {
    await start(page, samples, 'migrate_account');
    await page.getByRole('combobox', { name: 'Account' }).fill('lantern');
    await page.getByRole('option', { name: /Lantern & Loom/ }).click();
    await next(page).click();
    await upload(
      page,
      'Users',
      'users.json',
      'application/json',
      '[{"name": "Bo Lind", "email": "nowhere"}]',
    );
    await next(page).click();
    await page.getByText('User 1 needs a name and an e-mail address.').waitFor();
    await see('refused');
    await page.getByRole('button', { name: /^Remove/ }).click();
    await upload(
      page,
      'Users',
      'users.json',
      'application/json',
      '[{"name": "Bo Lind", "email": "bo@example.com"}]',
    );
    await next(page).click();
    await page.getByRole('button', { name: 'Add users (1)' }).waitFor();
    await see('preview');
    await page.getByRole('button', { name: 'Add users (1)' }).click();
    await finished(page);
    await page.getByText('Already there').waitFor();
    await see('result');
  },
  'user settings': async (page, samples, see) => {
    await start(page, samples, 'user_settings');
    await page.getByRole('combobox', { name: 'User' }).click();
    await page.getByRole('option', { name: /Carla Reis/ }).click();
    await see('search');
    await next(page).click();
    await page.getByRole('textbox', { name: 'E-mail' }).fill('carla.reis@example.com');
    await page.getByRole('checkbox', { name: 'Reset the password' }).check();
    await see('form');
    await next(page).click();
    await page.getByText(/confirm the new address and reset the password\?/).waitFor();
    await see('confirmation');
    await page.getByRole('button', { name: 'Confirm' }).click();
    await finished(page);
    await logged(page, 'A link to choose a password was sent to carla.reis@example.com');
    await see('result');
  },
  'GitHub issue editor': async (page, samples, see) => {
    await start(page, samples, 'edit_issues');
    await page.getByRole('radio', { name: 'Select lantern' }).check();
    await see('repository');
    await next(page).click();
    await page.getByRole('checkbox', { name: /^Select The flame flickers/ }).check();
    await see('issues');
    await next(page).click();
    await page.getByRole('radio', { name: 'State' }).check();
    await next(page).click();
    await page.getByRole('radio', { name: 'closed' }).check();
    await next(page).click();
    await finished(page);
    await logged(page, '#12 is closed, labels: bug, assignees: none');
    await see('result');
  },
  'metrics notifier': async (page, samples, see) => {
    await start(page, samples, 'daily_metrics');
    await finished(page);
    await page.getByRole('term').filter({ hasText: 'Takings' }).waitFor();
    await page.getByRole('button', { name: 'Messages, 1 unread' }).waitFor();
    await see('result');
  },
  'QR codes': async (page, samples, see) => {
    await start(page, samples, 'generate_qr_code');
    await page.getByRole('textbox', { name: /URL/ }).fill('https://example.com/tickets/7');
    await next(page).click();
    await finished(page);
    await page.reload(); // the picture stays
    const code = page.getByRole('img', { name: 'QR code that opens https://example.com/tickets/7' });
    assert.ok(await code.evaluate(drawn), 'the code is not drawn');
    await see('code');
  },
  'transcribe audio': async (page, samples, see) => {
    await start(page, samples, 'transcribe_audio');
    await upload(page, 'Recording', 'call.wav', 'audio/wav', wav(8000, 0, 4000));
    await see('file');
    await next(page).click();
    await finished(page);
    await page.getByText('(somebody speaks)').nth(1).waitFor();
    await see('transcript');
  },
  'screenshot comparison': async (page, samples, see) => {
    await start(page, samples, 'compare_pages');
    await page.getByRole('textbox', { name: 'Page before' }).waitFor();
    await see('question');
    await page.getByRole('button', { name: /Compare/ }).click();
    await finished(page);
    await page.getByText('40.0 %').waitFor();
    for (const name of ['The page before', 'The page after', 'What differs, in red']) {
      assert.ok(await page.getByRole('img', { name }).evaluate(drawn), `${name} is not drawn`);
    }
    await see('pictures');
  },
};

/** Hands a file over. */
async function upload(page, label, name, mimeType, content) {
  const file = { name, mimeType, buffer: Buffer.from(content) };
  await page.locator(`input[type=file][aria-label="${label}"]`).setInputFiles(file);
  await page.getByRole('listitem').filter({ hasText: name }).getByText('arrived').waitFor();
}

/** A recording with a second of each loudness. */
function wav(...loud) {
  const sound = Buffer.from(Int16Array.from(loud.flatMap((l) => Array(8000).fill(l))).buffer);
  const head = Buffer.alloc(44);
  head.write('RIFF');
  head.writeUInt32LE(36 + sound.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 2],
    [34, 16],
  ])
    head.writeUInt16LE(value, at);
  for (const [at, value] of [
    [24, 8000],
    [28, 16000],
  ])
    head.writeUInt32LE(value, at);
  head.write('data', 36);
  head.writeUInt32LE(sound.length, 40);
  return Buffer.concat([head, sound]);
}

/** The log has this line. On a phone it is behind a tab. */
async function logged(page, text) {
  const tab = page.getByRole('tab', { name: /^Log/ });
  if (await tab.isVisible()) await tab.click();
  await page.getByText(text).waitFor();
}

/** Waits for a picture, and says whether there is one. */
async function drawn(picture) {
  await picture.decode();
  return picture.naturalWidth > 0;
}

const small = { ...phone, viewport: { width: 360, height: 780 } };
for (const [name, options] of Object.entries({ 'a desktop': desktop, 'a small phone': small })) {
  test(`each sample works and is accessible on ${name}`, async (t) => {
    const samples = await startSamples(t);
    const { page } = await signIn(t, samples, options);
    for (const [app, way] of Object.entries(ways)) {
      await t.test(app, () =>
        way(page, samples, async (moment) => {
          await assertAccessible(page, `${app}, ${moment}`);
          await assertFits(page, `${app}, ${moment}`);
          await look(page, `samples ${app} ${moment} on ${name}`);
        }),
      );
    }
  });
}
