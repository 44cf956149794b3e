import assert from 'node:assert/strict';
import { test } from 'node:test';
import { finished, signIn } from './browser.mjs';
import { open, resulted } from './gallery.mjs';
import { startGallery } from './program.mjs';

const absent = (page) => page.getByRole('heading', { name: 'Nothing here' }).waitFor();
const navigation = (page) => page.getByRole('navigation');

/** Ana, who is on no team, and Bo, who is of finance. */
async function two(t) {
  const gallery = await startGallery(t);
  const { page: ana } = await signIn(t, gallery);
  const { page: bo } = await signIn(t, { ...gallery, link: gallery.otherLink });
  return { gallery, ana, bo };
}

test('a run knows who runs it, with which parameters, in which environment', async (t) => {
  const { gallery, ana, bo } = await two(t);
  await open(ana, gallery, 'knowing/run?message=Hello');
  await resulted(
    ana,
    'Ana Silva ana@gallery.example',
    'Message Hello',
    'Environment production',
    `Address ${gallery.url}knowing/run`,
  );
  await open(bo, gallery, 'knowing/run');
  await resulted(bo, 'Bo Lind bo@gallery.example', 'Teams finance', 'Message –');
});

test('whoever is not on a team neither sees nor opens what is its own', async (t) => {
  const { gallery, ana } = await two(t);
  await ana.getByRole('heading', { level: 2, name: 'Actions' }).waitFor();
  const text = await ana.locator('body').innerText();
  assert.match(text, /Knowing/, 'what is for everybody is there');
  assert.doesNotMatch(text, /Finance|Pay out|Operations|Restart|Close the books/);
  for (const slug of ['finance', 'finance/payout', 'operations', 'operations/restart', 'operations/books']) {
    await ana.goto(gallery.url + slug);
    await absent(ana);
    assert.equal(await ana.getByRole('button', { name: 'Start' }).count(), 0, slug);
  }
  await ana.keyboard.press('Control+k');
  await ana.getByRole('dialog').waitFor();
  await ana.keyboard.type('close the books');
  await ana.getByText('Nothing matches').waitFor();
  assert.equal((await gallery.rows('SELECT count(*) AS n FROM stagedoor_runs'))[0].n, 0);
});

test('a team sees its pages and actions, also an action below the page of others', async (t) => {
  const { gallery, bo } = await two(t);
  await bo.goto(`${gallery.url}finance`);
  await bo.getByText('For finance only.').waitFor();
  assert.equal(await navigation(bo).getByRole('link', { name: 'Restart' }).count(), 0);
  await open(bo, gallery, 'finance/payout');
  await resulted(bo, 'paid out');

  // The page above it stays unnamed: what is below stands where that would.
  await bo.goto(`${gallery.url}operations`);
  await absent(bo);
  assert.doesNotMatch(await bo.locator('body').innerText(), /Operations|Restart/);
  await navigation(bo).getByRole('link', { name: 'Close the books' }).click();
  await finished(bo);
  await resulted(bo, 'closed');
  await bo.goto(`${gallery.url}operations/restart`);
  await absent(bo);
});

test('the history holds the runs of one person, and nobody else opens them', async (t) => {
  const { gallery, ana, bo } = await two(t);
  await open(ana, gallery, 'knowing/run?message=mine');
  await finished(ana);
  const address = ana.url();
  await open(bo, gallery, 'finance/payout');
  await finished(bo);
  await ana.goto(`${gallery.url}-/history`);
  await ana.getByRole('cell', { name: 'About the run mine' }).waitFor();
  assert.equal(await ana.getByRole('row').count(), 2, 'the heading and one run');
  await bo.goto(`${gallery.url}-/history`);
  await bo.getByRole('cell', { name: 'Pay out' }).waitFor();
  assert.equal(await bo.getByRole('main').getByText('About the run').count(), 0);
  await bo.goto(address);
  await absent(bo);
});

/** Begins so many runs of an action over a socket of the page's own, one after the other. */
const beginMany = (page, gallery, slug, count) =>
  page.evaluate(
    ({ address, action, many }) =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(address);
        let begun = 0;
        const next = () =>
          socket.send(
            JSON.stringify({
              id: String(begun),
              call: 'START_RUN',
              data: { slug: action, key: `many-runs-${begun}`, params: { message: `no. ${begun}` } },
            }),
          );
        socket.addEventListener('open', next);
        socket.addEventListener('message', (event) => {
          const reply = JSON.parse(event.data);
          if (reply.error) reject(new Error(reply.error.message));
          if (reply.id !== String(begun)) return;
          begun += 1;
          if (begun < many) next();
          else {
            socket.close();
            resolve();
          }
        });
      }),
    { address: `${gallery.url.replace(/^http/, 'ws')}-/socket`, action: slug, many: count },
  );

test('the history shows the newest runs, and older ones when they are asked for', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await beginMany(page, gallery, 'knowing/run', 60);
  await page.goto(`${gallery.url}-/history`);
  const runs = page.getByRole('cell', { name: /^About the run/ });
  await page.getByRole('cell', { name: 'About the run no. 59', exact: true }).waitFor();
  assert.equal(await runs.count(), 50);
  await page.getByRole('button', { name: /older/i }).click();
  await page.getByRole('cell', { name: 'About the run no. 0', exact: true }).waitFor();
  const names = await runs.allInnerTexts();
  assert.deepEqual(
    names.map((name) => Number(/\d+/.exec(name)?.[0])),
    Array.from({ length: 60 }, (_, at) => 59 - at),
    'each is there once, the newest first',
  );
});
