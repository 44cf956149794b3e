import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { assertAccessible, finished, signIn } from './browser.mjs';
import { begin, look, proceed, resulted } from './gallery.mjs';
import { startGallery } from './program.mjs';

/** A chat that people post to. It is away for the first post. */
async function startChat(t) {
  const posts = [];
  let tries = 0;
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      tries += 1;
      if (tries > 1) posts.push(JSON.parse(body));
      response.writeHead(tries > 1 ? 200 : 503).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const came = async (what) => {
    for (let tick = 0; tick < 400; tick += 1) {
      const found = posts.find((post) => post.text.includes(what));
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return assert.fail(`the chat got ${JSON.stringify(posts)}, not ${what}`);
  };
  return { address: `http://127.0.0.1:${server.address().port}/`, posts, came };
}

test('messages go to a chat, also of a run that waits for somebody who has left, and lead back', async (t) => {
  const chat = await startChat(t);
  const gallery = await startGallery(t, { flags: ['-chat', chat.address] });
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'telling/notify');
  await page.goto(`${gallery.url}telling/later`);
  await page.getByRole('button', { name: 'Start' }).click();
  await page.waitForURL(/\/-\/runs\//);
  const run = page.url();
  await page.getByRole('link', { name: 'Home' }).click();
  await page.getByRole('button', { name: 'Messages, 2 unread' }).waitFor();

  const asked = await chat.came('It waits for you: Name');
  assert.deepEqual(asked, { to: 'ana@gallery.example', text: 'Ask later\nIt waits for you: Name', url: run });
  // The one that the chat was away for comes again.
  const told = await chat.came('have a look');
  assert.equal(told.url, `${gallery.url}arranged`);
  assert.equal(chat.posts.length, 2, 'each once');

  // What is in the message leads back, and the bell does, too.
  await page.goto(asked.url);
  await page.getByRole('textbox', { name: 'Name' }).waitFor();
  await page.goto(gallery.url);
  await page.getByRole('button', { name: 'Messages, 2 unread' }).click();
  await page.getByRole('menuitem', { name: /Ask later/ }).waitFor();
  await assertAccessible(page, 'the bell');
  await look(page, 'bell of a run');
  await page.getByRole('menuitem', { name: /Ask later/ }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Ana');
  await proceed(page);
  await finished(page);
  await resulted(page, 'Ana');
  assert.equal(page.url(), run);
});
