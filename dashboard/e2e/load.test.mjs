import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { signIn } from './browser.mjs';
import { startShop } from './program.mjs';

const budget = JSON.parse(readFileSync(new URL('../budget.json', import.meta.url), 'utf8'));

test('the first load is within its budget, and nothing moves', async (t) => {
  const shop = await startShop(t);
  const ana = await signIn(t, shop);
  const { bytes, requests, kinds, shift } = await firstLoad(ana, shop.url);
  const kib = bytes / 1024;
  t.diagnostic(
    `first load: ${kib.toFixed(1)} KiB in ${requests} requests (${kinds}), of ${budget.first} KiB in ${budget.firstRequests}`,
  );
  t.diagnostic(`layout shift on home: ${shift.toFixed(4)}`);
  assert.ok(kib <= budget.first, `${kib.toFixed(1)} KiB is over the budget of ${budget.first}`);
  assert.ok(
    requests <= budget.firstRequests,
    `${requests} requests are over the budget of ${budget.firstRequests}`,
  );
  assert.ok(shift <= 0.02, `a layout shift of ${shift}`);
});

/** Loads address with an empty cache and weighs what arrives until home is there. */
async function firstLoad(visitor, address) {
  const page = await visitor.context.newPage();
  const wire = await visitor.context.newCDPSession(page);
  await wire.send('Network.enable');
  await wire.send('Network.clearBrowserCache');
  const seen = new Map();
  wire.on('Network.requestWillBeSent', (e) =>
    seen.set(e.requestId, { url: e.request.url, type: e.type, bytes: 0 }),
  );
  wire.on('Network.loadingFinished', (e) => {
    if (seen.has(e.requestId)) seen.get(e.requestId).bytes = e.encodedDataLength;
  });
  await page.addInitScript(() => {
    // What is fetched ahead while idle is not part of the first load: a person who saves data gets none of it.
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
    window.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.shifted += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(address);
  await page.getByRole('heading', { level: 2, name: 'Actions' }).waitFor();
  const counted = [...seen.values()].filter((r) => r.type !== 'WebSocket');
  return {
    bytes: counted.reduce((sum, r) => sum + r.bytes, 0),
    requests: counted.length,
    kinds: counted.map((r) => r.type).join(', '),
    shift: await page.evaluate(() => window.shifted),
  };
}
