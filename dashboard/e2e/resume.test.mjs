import assert from 'node:assert/strict';
import { test } from 'node:test';
import { finished, signIn } from './browser.mjs';
import { startShop } from './program.mjs';
import { charge, money, openCharges, refundsOf } from './shop.mjs';
import { chooseCharge, refundButton, tick, toConfirmation } from './steps.mjs';

test('a reload in the middle restores the whole transcript', async (t) => {
  const shop = await startShop(t);
  const [first] = await openCharges(shop);
  const { page } = await signIn(t, shop);
  await chooseCharge(page, first);
  await page.reload();
  await page.getByRole('button', { name: /Customer e-mail ada\.hamilton@example\.com/ }).waitFor();
  await tick(page, first).check();
  await page.getByRole('button', { name: /Continue/ }).click();
  await refundButton(page, first).waitFor();
  await page.reload();
  await page.getByRole('button', { name: /^Charges to refund .*Show the whole step/ }).waitFor();
  await refundButton(page, first).click();
  await finished(page);
  assert.equal((await refundsOf(shop, first.id)).length, 1);

  await page.reload(); // the shop keeps its transcripts
  await finished(page);
  await page.getByText(`Refunded ${money(first.cents)} of charge ${first.id}`).waitFor();
});

test('what was typed is there after a reload', async (t) => {
  const shop = await startShop(t);
  const { page } = await signIn(t, shop);
  await page.getByRole('navigation').getByRole('link', { name: 'Refund user' }).click();
  const field = page.getByRole('textbox', { name: 'Customer e-mail' });
  await field.fill('half.an.addr');
  await page.reload();
  await page.waitForFunction(() => document.querySelector('main input')?.value === 'half.an.addr');
});

test('an answer whose reply was lost counts once, and the dashboard finds its way back', async (t) => {
  const shop = await startShop(t);
  const [first] = await openCharges(shop);
  const ana = await signIn(t, shop);
  let cut = 0;
  // The answer reaches the server, its reply and everything after it does not.
  await ana.page.routeWebSocket(/\/-\/socket$/, (browser) => {
    const server = browser.connectToServer();
    let deaf = false;
    browser.onMessage((message) => {
      server.send(message);
      if (cut === 0 && armed && String(message).includes('"ANSWER"')) {
        cut += 1;
        deaf = true;
        void browser.close({ code: 1001, reason: 'cut by the test' });
      }
    });
    server.onMessage((message) => {
      if (!deaf) browser.send(message);
    });
  });
  let armed = false;
  await ana.page.reload();
  await toConfirmation(ana.page, first);
  armed = true;
  await refundButton(ana.page, first).click();
  await finished(ana.page);
  assert.equal(cut, 1, 'the socket was not cut');
  assert.equal((await refundsOf(shop, first.id)).length, 1);
  assert.equal((await charge(shop, first.id)).refunded_cents, first.cents);
});

test('a second tab follows the run and its answer counts once', async (t) => {
  const shop = await startShop(t);
  const [first] = await openCharges(shop);
  const ana = await signIn(t, shop);
  await toConfirmation(ana.page, first);
  const second = await ana.tab(ana.page.url());
  // Pressed at once, without looking first whether the other tab was quicker.
  const buttons = await Promise.all(
    [second, ana.page].map((tab) => refundButton(tab, first).elementHandle()),
  );
  await Promise.all(buttons.map((button) => button.evaluate((element) => element.click())));
  await finished(ana.page);
  await finished(second);
  assert.equal((await refundsOf(shop, first.id)).length, 1);
});
