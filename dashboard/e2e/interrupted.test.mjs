import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertAccessible, signIn } from './browser.mjs';
import { begin, look, open } from './gallery.mjs';
import { startGallery, startShop } from './program.mjs';

/** The same program again, after it was killed. */
const restart = (t, gallery) =>
  startShop(t, { program: 'gallery', file: gallery.db, addr: new URL(gallery.url).host });

/** The panel waits a while for a host that was there before it gives a run up. */
const patience = { timeout: 90_000 };

const interrupted = (page, name) =>
  page.getByRole('heading', { level: 1, name: `${name} Interrupted` }).waitFor(patience);

// At the same time: each waits until the panel gives its run up.
describe('a program that is killed', { concurrency: true }, () => {
  test('at a question: the form and the text survive, the run does not', async (t) => {
    const gallery = await startGallery(t);
    const { page } = await signIn(t, gallery);
    await begin(page, gallery, 'running/answers');
    const name = page.getByRole('textbox', { name: 'Name' });
    await name.fill('Ada of the long ');
    await gallery.crash();
    await page
      .getByText(/Reconnecting|Offline/)
      .first()
      .waitFor();
    await name.pressSequentially('name'); // the form stays usable
    await restart(t, gallery);
    await page.getByText('The service that does this is away.').waitFor();
    assert.equal(await name.inputValue(), 'Ada of the long name');
    await look(page, 'service away');

    await interrupted(page, 'Answers');
    await page.getByText(/The service stopped while this was working, on /).waitFor();
    await page.getByText('The run ended before this was answered.').waitFor();
    await page.getByText('What you had typed', { exact: true }).click();
    await page.getByText('Ada of the long name').waitFor();
    await assertAccessible(page, 'an interrupted run');
    await look(page, 'interrupted at a question');
    await page.getByRole('button', { name: 'Run again', exact: true }).click();
    await name.waitFor();
  });

  test('an answer that is pressed meanwhile is sent once, when it is back', async (t) => {
    const gallery = await startGallery(t);
    const { page } = await signIn(t, gallery);
    await begin(page, gallery, 'running/answers');
    await page.getByRole('textbox', { name: 'Name' }).fill('Ada');
    await gallery.crash();
    await page
      .getByText(/Reconnecting|Offline/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: /^Continue/ }).click();
    await page.getByRole('button', { name: 'Will send when back' }).waitFor();
    const again = await restart(t, gallery);
    await page.getByRole('button', { name: /Name Ada/ }).waitFor(); // stored
    await interrupted(page, 'Answers');
    const first = page.url();
    assert.equal(await page.getByText(/another tab|What you had typed/).count(), 0);
    const answers = await again.rows("SELECT slot FROM stagedoor_events WHERE kind = 'answer'");
    assert.equal(answers.length, 1);

    await page.getByRole('button', { name: 'Run again with the same answers' }).click();
    const name = page.getByRole('textbox', { name: 'Name' });
    await page.getByText('Filled in as it was answered in the run before.').waitFor();
    assert.notEqual(page.url(), first);
    assert.equal(await name.inputValue(), 'Ada');
    await look(page, 'the same answers');
    await page.reload();
    await page.getByText('Filled in as it was answered in the run before.').waitFor();
    assert.equal(await name.inputValue(), 'Ada');
    const sent = await again.rows("SELECT slot FROM stagedoor_events WHERE kind = 'answer'");
    assert.equal(sent.length, 1, 'something was answered by itself');
  });

  test('while it works: the run is interrupted, says so, and can be run again', async (t) => {
    const gallery = await startGallery(t);
    const { page } = await signIn(t, gallery);
    await open(page, gallery, 'running/steps');
    const bar = page.getByRole('progressbar', { name: 'Sending parcels' });
    await bar.waitFor();
    const first = page.url();
    await gallery.crash();
    await restart(t, gallery);
    await interrupted(page, 'In steps');
    await page.getByText(/The service stopped while this was working, on .*stays done/).waitFor();
    assert.equal(await bar.count(), 0);
    await look(page, 'interrupted while working');
    await page.reload();
    await interrupted(page, 'In steps');
    await page.getByRole('button', { name: 'Run again', exact: true }).click();
    await bar.waitFor();
    assert.notEqual(page.url(), first);
  });

  test('a page that is open says so, and is there again when the program is', async (t) => {
    const gallery = await startGallery(t);
    const { page } = await signIn(t, gallery);
    await page.goto(`${gallery.url}tables`);
    await page.getByText('1–20 of 1,313').waitFor();
    await gallery.crash();
    await page
      .getByText(/offline|Reconnecting/i)
      .first()
      .waitFor(patience);
    const again = await restart(t, gallery);
    await page.getByRole('searchbox').fill('lisbon');
    await page.getByText('1–20 of 263').waitFor(patience);
    await again.stop();
  });
});
