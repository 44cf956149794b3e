import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { signIn } from './browser.mjs';
import { begin, looksWell, proceed, refused, resulted } from './gallery.mjs';
import { startGallery } from './program.mjs';

// A picture of one dot.
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const text = (name, content) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
const picture = (name, padding = 0) => ({
  name,
  mimeType: 'image/png',
  buffer: Buffer.concat([png, Buffer.alloc(padding)]),
});

/** Chooses files at the field with this label. */
const choose = (page, label, ...files) =>
  page.locator(`input[type=file][aria-label="${label}"]`).setInputFiles(files);

/** The row of a file that was chosen. */
const row = (page, name) => page.getByRole('listitem').filter({ hasText: name });

const arrived = (page, name) => row(page, name).getByText('arrived').waitFor();

/** What the gallery keeps of files: their sizes. */
function kept({ temporary }) {
  return readdirSync(temporary, { recursive: true })
    .map((name) => statSync(join(temporary, name)))
    .filter((entry) => entry.isFile() && entry.size > 0)
    .map((entry) => entry.size);
}

/** Waits until it keeps so many. */
async function keeps(gallery, count) {
  for (const end = Date.now() + 10_000; kept(gallery).length !== count;) {
    assert.ok(Date.now() < end, `${kept(gallery).length} files are kept, not ${count}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Makes the way out slow, so that a file can be watched. */
async function slowly(page, bytesPerSecond) {
  const line = await page.context().newCDPSession(page);
  await line.send('Network.enable');
  const set = (uploadThroughput) =>
    line.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput,
    });
  await set(bytesPerSecond);
  return () => set(-1);
}

test('a file is chosen, sent, read by the action and removed from the disk', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'files/one');
  await proceed(page);
  await refused(page, 'Please choose a file.');
  await choose(page, 'List of customers', text('people.CSV', 'Ada\nBo\nCy\n'));
  await arrived(page, 'people.CSV');
  assert.deepEqual(kept(gallery), [10]);
  await proceed(page);
  await resulted(page, 'Lines 3', 'Name people.CSV', 'Size 10', 'Type text/csv');
  await keeps(gallery, 0);
});

test('a file of another kind is refused: by its name here, by its content there', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'files/one');
  await choose(page, 'List of customers', { name: 'run.exe', mimeType: '', buffer: Buffer.from('MZ') });
  await row(page, 'run.exe').getByText('Choose a file whose name ends in .csv or .txt.').waitFor();
  await proceed(page);
  await refused(page, 'Remove what could not be sent');
  await page.getByRole('button', { name: 'Remove run.exe' }).click();

  await choose(page, 'List of customers', { ...picture('people.csv', 5000) });
  await row(page, 'people.csv')
    .getByText('is not what its name says: its content is a picture (PNG).')
    .waitFor();
  await keeps(gallery, 0);
  await choose(page, 'List of customers', text('people.csv', 'Ada')); // takes the place of the other
  await arrived(page, 'people.csv');
  assert.equal(await page.getByRole('listitem').filter({ hasText: 'people.csv' }).count(), 1);
  await proceed(page);
  await resulted(page, 'Lines 1');
});

test('several files have limits for each and for all, and are removed again', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'files/several');
  await proceed(page);
  await refused(page, 'Please choose at least one file.');
  await choose(page, 'Pictures', picture('huge.png', 2_000_000));
  await row(page, 'huge.png').getByText('at most 2 MB are taken').waitFor();
  await page.getByRole('button', { name: 'Remove huge.png' }).click();

  const many = ['a', 'b', 'c', 'd'].map((name) => picture(`${name}.png`, 900_000));
  await choose(page, 'Pictures', ...many);
  for (const { name } of many) await arrived(page, name);
  await proceed(page);
  await refused(page, 'Choose at most 3 files.');
  await page.getByRole('button', { name: 'Remove d.png' }).click();
  await keeps(gallery, 3);
  await page.getByRole('button', { name: 'Remove c.png' }).click();
  await choose(page, 'Pictures', picture('e.png', 1_500_000));
  await arrived(page, 'e.png');
  await proceed(page);
  await refused(page, 'These are too large together');
  await page.getByRole('button', { name: 'Remove a.png' }).click();
  await proceed(page);
  await resulted(page, '1. b.png', '2. e.png');
  await keeps(gallery, 0);
});

test('a large file shows how far it is and can be stopped on the way', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'files/one');
  const fast = await slowly(page, 1_000_000);
  await choose(page, 'List of customers', text('long.csv', 'Ada\n'.repeat(2_000_000)));
  const bar = page.getByRole('progressbar', { name: 'Sending long.csv' });
  await page.waitForFunction(() => Number(document.querySelector('[role=progressbar]')?.ariaValueNow) > 10);
  await proceed(page);
  await refused(page, 'Wait until all files have arrived.');
  await page.getByRole('button', { name: 'Stop sending long.csv' }).click();
  await bar.waitFor({ state: 'detached' });
  await keeps(gallery, 0);
  await fast();

  await choose(page, 'List of customers', text('long.csv', 'Ada\n'.repeat(2_000_000)));
  await arrived(page, 'long.csv');
  await proceed(page);
  await resulted(page, 'Lines 2000000');
});

test('a reload keeps what has arrived, and says what has not', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'files/several');
  await choose(page, 'Pictures', picture('first.png'));
  await arrived(page, 'first.png');
  const fast = await slowly(page, 200_000);
  await choose(page, 'Pictures', picture('second.png', 1_500_000));
  await page.getByRole('progressbar', { name: 'Sending second.png' }).waitFor();
  page.once('dialog', (dialog) => void dialog.accept());
  await page.waitForTimeout(400); // the draft is written
  await page.reload();
  await fast();
  await arrived(page, 'first.png');
  await row(page, 'second.png').getByText('This did not arrive.').waitFor();
  await keeps(gallery, 1);
  await page.getByRole('button', { name: 'Remove second.png' }).click();
  await proceed(page);
  await resulted(page, '1. first.png');
});

test('files are dropped, pasted, and all is done by keyboard', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'files/several');
  const zone = page.getByRole('button', { name: 'Pictures' });
  page.on('filechooser', () => {}); // from now on, so that the browser's own does not open
  const offer = (...what) =>
    page.evaluate(
      ({ what: [kind, name, selector], content }) => {
        const bytes = Uint8Array.from(atob(content), (c) => c.codePointAt(0));
        const data = new DataTransfer();
        data.items.add(new File([bytes], name, { type: 'image/png' }));
        const init = { bubbles: true, cancelable: true };
        const event =
          kind === 'paste'
            ? new ClipboardEvent('paste', { ...init, clipboardData: data })
            : new DragEvent(kind, { ...init, dataTransfer: data });
        return document.querySelector(selector).dispatchEvent(event);
      },
      { what, content: png.toString('base64') },
    );
  assert.equal(await offer('dragover', 'dropped.png', 'h1'), false, 'the browser would open the file');
  await offer('drop', 'dropped.png', 'h1'); // anywhere: there is one place only
  await arrived(page, 'dropped.png');
  await zone.focus();
  await offer('paste', 'pasted.png', ':focus');
  await arrived(page, 'pasted.png');
  await page.locator('li img').first().waitFor();

  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')]);
  assert.equal(chooser.isMultiple(), true);
  await chooser.setFiles([picture('chosen.png')]);
  await arrived(page, 'chosen.png');
  await zone.focus().catch(() => {});
  await page.getByRole('button', { name: 'Remove pasted.png' }).focus();
  await page.keyboard.press('Space');
  await row(page, 'pasted.png').waitFor({ state: 'detached' });
  assert.equal(
    await page.evaluate(() => document.activeElement?.textContent?.includes('Choose more files')),
    true,
  );
  await page.keyboard.press('Control+Enter');
  await resulted(page, '1. dropped.png', '2. chosen.png');
});

test('optional files may be left out, also beside other questions', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'files/together');
  await page.getByRole('textbox', { name: 'Note' }).fill('Hi');
  await choose(page, 'Attachments', text('a.csv', 'x'), text('b.csv', 'y'));
  await arrived(page, 'a.csv');
  await arrived(page, 'b.csv');
  await proceed(page);
  await resulted(page, 'Attachments 2', 'Receipt No');
});

test('a run that is canceled leaves no file', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'files/one');
  await choose(page, 'List of customers', text('people.csv', 'Ada'));
  await arrived(page, 'people.csv');
  await keeps(gallery, 1);
  await page.getByRole('button', { name: 'Cancel run' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel run' }).click();
  await keeps(gallery, 0);
});

looksWell('Files', {
  'files/one': async (page) => {
    await choose(page, 'List of customers', { ...picture('people.csv', 5000) });
    await row(page, 'people.csv').getByText('not what its name says').waitFor();
  },
  'files/several': async (page) => {
    await choose(
      page,
      'Pictures',
      picture('a picture with a name that is longer than any screen is wide, which happens a lot.png', 9000),
      picture('b.png'),
    );
    await page.locator('li img').nth(1).waitFor();
  },
  'files/together': undefined,
});

/** A server that keeps objects, one address each. It has no room for the first. */
async function startStorage(t) {
  const objects = new Map();
  const asked = [];
  const methods = {
    PUT: async (request, response) => {
      const content = await buffer(request);
      if (asked.length === 1) return response.writeHead(507).end();
      objects.set(request.url, content);
      return response.writeHead(201).end();
    },
    GET: (request, response) => {
      const [, from] = request.headers.range.match(/^bytes=(\d+)-$/);
      return response.writeHead(206).end(objects.get(request.url).subarray(Number(from)));
    },
    DELETE: (request, response) => response.writeHead(objects.delete(request.url) ? 204 : 404).end(),
  };
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    void methods[request.method](request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { folder: `http://127.0.0.1:${server.address().port}/customers/`, objects, asked };
}

test('a file goes to the storage of the application, is read from there and removed', async (t) => {
  const storage = await startStorage(t);
  const gallery = await startGallery(t, { flags: ['-storage', storage.folder] });
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'files/one');
  await proceed(page);
  await refused(page, 'Please choose a file.');
  await choose(page, 'List of customers', text('people.csv', 'Ada\nBo\nCy\n'));
  await row(page, 'people.csv')
    .getByText(/could not be/)
    .waitFor();

  await row(page, 'people.csv').getByRole('button', { name: 'Remove' }).click();
  await choose(page, 'List of customers', text('people.csv', 'Ada\nBo\nCy\n'));
  await arrived(page, 'people.csv');
  const [[address, content]] = storage.objects;
  assert.match(address, /^\/customers\/stagedoor-uploads-[\w-]+$/, "no name of the person's is in it");
  assert.equal(content.toString(), 'Ada\nBo\nCy\n');
  assert.deepEqual(kept(gallery), [], 'nothing lies on the disk');

  await proceed(page);
  await resulted(page, 'Lines 3', 'Name people.csv', 'Size 10', 'Type text/csv');
  assert.ok(storage.asked.includes(`GET ${address}`), 'the action read it from there');
  for (const end = Date.now() + 10_000; storage.objects.size > 0;) {
    assert.ok(Date.now() < end, 'the storage still keeps the file');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
});
