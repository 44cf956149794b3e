import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, finished, signIn } from './browser.mjs';
import { startShop } from './program.mjs';
import { ada, charge, openCharges, order, refundRows, refundsOf } from './shop.mjs';
import { refundButton, tick, toConfirmation } from './steps.mjs';

test('a refund takes at most eight interactions, and the shop goes on', async (t) => {
  const shop = await startShop(t);
  const [first] = await openCharges(shop);
  const before = await refundRows(shop);

  const ana = await signIn(t, shop);
  const { page } = ana;
  await ana.click(page.getByRole('navigation').getByRole('link', { name: 'Refund user' }));
  await ana.type(page.getByRole('textbox', { name: 'Customer e-mail' }), ada.email);
  await ana.press('Enter');
  await ana.click(tick(page, first));
  await assertAccessible(page, 'a run that waits');
  await ana.click(page.getByRole('button', { name: /Continue/ }));
  await ana.click(refundButton(page, first));
  await finished(page);

  t.diagnostic(`${ana.interactions} interactions from the sign-in link to the refund`);
  assert.ok(ana.interactions <= 8, `${ana.interactions} interactions`);
  assert.deepEqual(await charge(shop, first.id), {
    ...(await charge(shop, first.id)),
    refunded_cents: first.cents,
    status: 'refunded',
  });
  const refunds = await refundsOf(shop, first.id);
  assert.deepEqual(
    refunds.map((r) => [r.cents, r.by]),
    [[first.cents, 'ana@shop.example']],
  );
  assert.equal(await refundRows(shop), before + 1);

  assert.equal((await order(shop, first.order_id)).refundedCents, first.cents);
  const home = await fetch(`${shop.shop}/`);
  assert.equal(home.status, 200);
  assert.match(await home.text(), /Staff door/);
});

test('pressing the refund button twice refunds once', async (t) => {
  const shop = await startShop(t);
  const [first] = await openCharges(shop);
  const { page } = await signIn(t, shop);
  await toConfirmation(page, first);
  await refundButton(page, first).dblclick();
  await finished(page);
  assert.equal((await refundsOf(shop, first.id)).length, 1);
  assert.equal((await charge(shop, first.id)).refunded_cents, first.cents);
});

test('two people who refund one charge at a time: the second is told', async (t) => {
  const shop = await startShop(t);
  const [first] = await openCharges(shop);
  const ana = await signIn(t, shop);
  const other = await ana.tab(shop.url);
  await toConfirmation(ana.page, first);
  await toConfirmation(other, first);
  for (const page of [ana.page, other]) {
    await refundButton(page, first).click();
  }
  // Which of the two comes first is for the database to say.
  const pages = [ana.page, other];
  const won = await Promise.any(pages.map((page) => finished(page).then(() => page)));
  const lost = pages.find((page) => page !== won);
  await lost.getByText(`Charge ${first.id} was refunded by somebody else`).waitFor();
  assert.equal((await refundsOf(shop, first.id)).length, 1);
});
