import assert from 'node:assert/strict';
import { test } from 'node:test';
import { finished, signIn } from './browser.mjs';
import { begin, proceed, refused, resulted } from './gallery.mjs';
import { startGallery, startShop } from './program.mjs';
import { openCharges, refundsOf } from './shop.mjs';
import { refundButton, toConfirmation } from './steps.mjs';

/**
 * Opens a socket of its own in the page, sends the frames, and resolves with what
 * came back and how it was closed: by the server, or here after the reply to the
 * frame called last.
 */
const converse = (page, shop, messages) =>
  page.evaluate(
    ({ address, frames }) =>
      new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error('the socket stays open')), 20_000);
        const socket = new WebSocket(address);
        const replies = [];
        socket.addEventListener('message', (event) => {
          const message = JSON.parse(event.data);
          if ('id' in message || message.error) replies.push(message);
          if (message.id === 'last') socket.close();
        });
        socket.addEventListener('close', ({ code, reason }) => resolve({ replies, code, reason }));
        socket.addEventListener('open', () => {
          for (const text of frames) socket.send(text);
        });
      }),
    { address: `${shop.url.replace(/^http/, 'ws')}-/socket`, frames: messages },
  );

const frame = (id, call, data) => JSON.stringify({ id, call, data });

test('whatever a socket is sent, the sender hears why and the run goes on', async (t) => {
  const shop = await startShop(t);
  const [first] = await openCharges(shop);
  const { page } = await signIn(t, shop);
  await toConfirmation(page, first);
  const runId = new URL(page.url()).pathname.split('/').pop();

  const long = await converse(page, shop, ['x'.repeat(2 << 20)]);
  assert.equal(long.code, 1009);
  assert.match(long.reason, /at most 1048576 bytes/);

  for (const malformed of ['{"id":', '[]', '{"id":1,"call":"PING"}', '{"id":"1","call":"PING","more":1}']) {
    const { code, reason, replies } = await converse(page, shop, [malformed]);
    assert.equal(code, 1008, malformed);
    assert.equal(reason, 'This message could not be read.');
    assert.equal(replies[0]?.error?.code, 'INVALID', malformed);
  }

  const flood = await converse(page, shop, Array(3000).fill(frame('a', 'HOME')));
  assert.equal(flood.code, 1008, 'a flood, with replies on their way');
  assert.match(flood.reason, /^Too many requests/);

  const groupKey = 'no-such-group';
  const { replies, code } = await converse(page, shop, [
    frame('a', 'NO_SUCH_CALL', {}),
    frame('b', 'OPEN_RUN', { runId: 7, after: 0 }),
    frame('c', 'OPEN_RUN', { after: 0 }),
    frame('d', 'ANSWER', { runId, callId: 'no-such-call', groupKey, values: [true] }),
    frame('e', 'ANSWER', { runId: 'no-such-run', callId: 'c', groupKey, values: [true] }),
    frame('f', 'ANSWER', { runId, callId: [], groupKey, values: 'yes' }),
    frame('last', 'PING'),
  ]);
  const said = Object.fromEntries(replies.map((reply) => [reply.id, reply.error?.code ?? 'fine']));
  assert.deepEqual(said, {
    a: 'INVALID',
    b: 'INVALID',
    c: 'NOT_FOUND',
    d: 'STALE',
    e: 'NOT_FOUND',
    f: 'INVALID',
    last: 'fine',
  });
  for (const { error } of replies) if (error) assert.match(error.message, /^[A-Z].*\.$/);
  assert.equal(code, 1005, 'the socket was closed for requests that only make no sense');

  assert.equal((await refundsOf(shop, first.id)).length, 0);
  await refundButton(page, first).click();
  await finished(page);
  assert.equal((await refundsOf(shop, first.id)).length, 1);
});

test('an answer that breaks a rule on its way is refused by the service, at its field', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  const sent = [];
  await page.routeWebSocket(/\/-\/socket$/, (browser) => {
    const server = browser.connectToServer();
    browser.onMessage((text) => {
      const message = JSON.parse(String(text));
      if (message.call === 'ANSWER') {
        if (sent.length === 0) message.data.values = ['far more than twenty characters'];
        sent.push(message.data.values[0]);
      }
      server.send(JSON.stringify(message));
    });
    server.onMessage((text) => browser.send(text));
  });
  await page.reload();
  await begin(page, gallery, 'words/text');
  await page.getByRole('textbox', { name: 'Department' }).fill('Parcels');
  await proceed(page);
  await refused(page, 'Enter between 5 and 20 characters.'); // in the service's words
  await proceed(page);
  await resulted(page, 'Parcels');
  assert.deepEqual(sent, ['far more than twenty characters', 'Parcels']);
});
