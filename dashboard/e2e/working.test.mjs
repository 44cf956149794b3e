import assert from 'node:assert/strict';
import { test } from 'node:test';
import { finished, signIn } from './browser.mjs';
import { begin, open, resulted } from './gallery.mjs';
import { startGallery } from './program.mjs';

test('what a run is at is a label, a line, both, or only that it works', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  const card = (name) => page.getByRole('main').getByRole('region', { name, exact: true });
  await open(page, gallery, 'working/stages?label=Packing');
  await card('Packing').waitFor();
  assert.equal((await card('Packing').innerText()).trim(), 'Packing');
  await open(page, gallery, 'working/stages?text=Only+a+line');
  await card('Working…').getByText('Only a line').waitFor();
  await open(page, gallery, 'working/stages');
  await card('Working…').waitFor();
  assert.equal((await card('Working…').innerText()).trim(), 'Working…');
  for (const done of [0, 3, 5]) {
    await open(page, gallery, `working/stages?label=Parcels&text=By+truck&steps=5&done=${done}`);
    await card('Parcels').getByText('By truck').waitFor();
    await page.locator(`[role=progressbar][aria-valuenow="${done}"]`).waitFor();
    await card('Parcels').getByText(`${done} of 5`).waitFor();
  }
});

test('work in the background leaves the open question where it is', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  let heard;
  const came = new Promise((resolve) => (heard = resolve));
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      if (String(payload).includes('while the question waits')) heard();
    }),
  );
  await open(page, gallery, 'working/beside');
  await page.getByRole('heading', { name: 'Go on?' }).waitFor();
  const late = page.waitForTimeout(20_000).then(() => assert.fail('nothing came while the question waited'));
  await Promise.race([came, late]);
  await page.getByRole('main').getByRole('button', { name: 'Confirm', exact: true }).click();
  await resulted(page, 'Went on Yes');
});

test('thousands of lines of a log do not hold up the page', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'working/flood');
  await page.getByRole('heading', { level: 2, name: 'Done' }).waitFor({ timeout: 120_000 });
  await page.waitForFunction(() => document.querySelectorAll('#log li').length === 2000);
  const lines = await page.locator('#log li').allInnerTexts();
  assert.deepEqual(
    lines.map((line) => Number(line.match(/Line (\d+)$/)?.[1])),
    lines.map((_, at) => at),
  );
  assert.equal(await page.getByRole('button', { name: /new ↓/ }).count(), 0, 'the log stays at its end');
});

test('ten lines of a log are there in their order, also after a reload', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'working/log');
  await finished(page);
  for (const when of ['at once', 'after a reload']) {
    await page.waitForFunction(() => document.querySelectorAll('#log li').length === 10);
    const lines = await page.getByRole('list', { name: 'Log' }).getByRole('listitem').allInnerTexts();
    assert.deepEqual(
      lines.map((line) => /Line \d$/.exec(line)?.[0]),
      Array.from({ length: 10 }, (_, n) => `Line ${n}`),
      when,
    );
    await page.reload();
    await finished(page);
  }
});

test('an action that panics fails by its reference, and the panel goes on', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await open(page, gallery, 'working/panics');
  await page.getByText('Something went wrong inside the service.').waitFor();
  const text = await page.getByRole('main').innerText();
  const [reference] = /[A-Z2-7]{4}-[A-Z2-7]{2}/.exec(text) ?? [];
  assert.ok(reference, text);
  assert.doesNotMatch(await page.locator('body').innerText(), /nil map|goroutine|\.go:/);
  assert.match(gallery.log(), new RegExp(`${reference}.*nil map`, 's'));
  await open(page, gallery, 'knowing/run?message=fine');
  await resulted(page, 'Message fine');
});

test('texts that look like markup are shown as texts, wherever they stand', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await page.goto(`${gallery.url}working/hostile`);
  await page.getByText('<img src=x onerror').first().waitFor();
  await begin(page, gallery, 'working/hostile');
  const main = page.getByRole('main');
  await main.getByText('bold').waitFor();
  for (const when of ['asked', 'answered', 'after a reload']) {
    assert.equal(await page.locator('main img, main script, [onerror]').count(), 0, when);
    assert.equal(await page.locator('a[href^="javascript:" i]').count(), 0, when);
    assert.equal(await page.evaluate(() => window.ran), undefined, when);
    if (when === 'asked') {
      await main.getByRole('textbox').fill('<svg onload="window.ran=1">');
      await page.keyboard.press('Control+Enter');
      await main.getByText('<svg onload').last().waitFor();
    } else if (when === 'answered') await page.reload();
    if (when !== 'after a reload') await finished(page);
  }
  await page.getByRole('list', { name: 'Log' }).getByText('<script>window.ran=1</script>').waitFor();
});

/** Changes each part of what the server sends that is called method. */
function spoil(value, method, change) {
  if (value === null || typeof value !== 'object') return;
  if (value.methodName === method) change(value);
  for (const part of Object.values(value)) spoil(part, method, change);
}

test('a part that nobody understands is named in its place, and the rest is answered', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  let noise = 0;
  await page.routeWebSocket(/\/-\/socket$/, (browser) => {
    const server = browser.connectToServer();
    browser.onMessage((message) => server.send(message));
    server.onMessage((text) => {
      const message = JSON.parse(String(text));
      spoil(message, 'DISPLAY_MARKDOWN', (part) => (part.methodName = 'DISPLAY_HOLOGRAM'));
      browser.send('{"push":'); // as no server sends it
      browser.send(JSON.stringify({ push: 'NO_SUCH_PUSH', data: 7 }));
      noise += 1;
      browser.send(JSON.stringify(message));
    });
  });
  await page.reload();
  await begin(page, gallery, 'buttons/named');
  await page.getByText('This panel cannot show DISPLAY_HOLOGRAM yet.').waitFor();
  await page.getByRole('textbox', { name: 'Text' }).fill('in spite of it');
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Send it off/ })
    .click();
  await resulted(page, 'Text in spite of it');
  assert.ok(noise > 3, 'nothing was spoiled');
});
