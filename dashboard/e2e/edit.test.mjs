import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, finished, signIn } from './browser.mjs';
import { startShop } from './program.mjs';
import { ada, charge, openCharges, refundsOf } from './shop.mjs';

const customer = async (shop) =>
  (await shop.rows('SELECT name, city, note FROM customers WHERE id = ?', ada.id))[0];

async function openEdit(page, shop) {
  await page.goto(`${shop.url}customers/record?id=${ada.id}`);
  await page.getByRole('main').getByRole('link', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: /^City/ }).waitFor();
}

test('two browsers edit one record: the second sees both versions and nothing is lost', async (t) => {
  const shop = await startShop(t);
  const ana = await signIn(t, shop);
  const other = await ana.otherBrowser(t);
  await openEdit(ana.page, shop);
  await openEdit(other, shop);

  await other.getByRole('textbox', { name: /^City/ }).fill('Paris');
  await other.getByRole('button', { name: 'Review changes' }).click();
  await other.getByRole('row', { name: 'City London Paris' }).waitFor();
  await other.getByRole('button', { name: 'Save 1 change' }).click();
  await other.getByText('City: London → Paris').waitFor();

  const { page } = ana;
  await page.getByRole('textbox', { name: /^City/ }).fill('Oslo');
  await page.getByRole('textbox', { name: /^Note/ }).fill('Asked for a receipt');
  await page.getByRole('button', { name: 'Review changes' }).click();
  await page.getByRole('button', { name: 'Save 2 changes' }).click();
  await page.getByRole('row', { name: 'City London Paris Oslo' }).waitFor();
  assert.deepEqual(
    await customer(shop),
    { name: ada.name, city: 'Paris', note: '' },
    'nothing is overwritten',
  );

  await page.getByRole('radio', { name: 'Theirs: Paris' }).check();
  await page.getByRole('button', { name: /Continue/ }).click();
  await page.getByRole('button', { name: /^Save/ }).click();
  await page.getByRole('heading', { level: 1, name: ada.name }).waitFor();
  assert.deepEqual(await customer(shop), { name: ada.name, city: 'Paris', note: 'Asked for a receipt' });
});

test('a masked number is shown to whoever says why, and the record keeps the reason', async (t) => {
  const shop = await startShop(t);
  const { page } = await signIn(t, shop);
  await page.goto(`${shop.url}customers/record?id=${ada.id}`);
  const main = page.getByRole('main');
  await main.getByText('•••• 4711', { exact: true }).waitFor();
  assert.doesNotMatch(await page.content(), /555/);
  await main.getByRole('link', { name: 'Reveal' }).click();
  await page.getByRole('textbox', { name: 'Why do you need to see it?' }).fill('She asked to be called back');
  await assertAccessible(page, 'the question why');
  await page.getByRole('button', { name: 'Reveal' }).click();
  await main.getByText('+31 20 555 4711', { exact: true }).waitFor();
  await main.getByText(/^Customer 1 · Shown without masks until \d\d:\d\d UTC$/).waitFor();
  await main.getByRole('row', { name: /Reveal.*She asked to be called back/ }).waitFor();
  await assertAccessible(page, 'a revealed record');
});

test('an edit begins at its first field, and at the wrong one after an error', async (t) => {
  const shop = await startShop(t);
  const { page } = await signIn(t, shop);
  await openEdit(page, shop);
  const focused = async (name) =>
    assert.ok(await page.getByRole('textbox', { name }).evaluate((box) => box === document.activeElement));
  await focused('Name');
  await page.getByRole('textbox', { name: 'E-mail' }).fill('nobody');
  await page.getByRole('button', { name: 'Review changes' }).click();
  await page.getByText('Enter a valid e-mail address.').waitFor();
  await focused('E-mail');
});

test('a record is found in the list by searching, and opens', async (t) => {
  const shop = await startShop(t);
  const { page } = await signIn(t, shop);
  await page.getByRole('navigation').getByRole('link', { name: 'Customers' }).click();
  await page.getByRole('searchbox', { name: /Search/ }).fill('ada.hamilton@');
  await page.getByRole('row', { name: new RegExp(ada.email) }).waitFor();
  await page.getByRole('link', { name: '1', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: ada.name }).waitFor();
});

test('a charge is refunded in part from its record, and never beyond what is left', async (t) => {
  const shop = await startShop(t);
  const [first] = await openCharges(shop);
  const { page } = await signIn(t, shop);
  const refund = async (amount) => {
    await page.goto(`${shop.url}charges/record?id=${first.id}`);
    await page.getByRole('main').getByRole('link', { name: 'Refund' }).click();
    // A dangerous action shows its start card first.
    await page
      .getByRole('button', { name: 'Start' })
      .or(page.getByRole('textbox', { name: 'Amount' }))
      .first()
      .waitFor();
    if (await page.getByRole('button', { name: 'Start' }).isVisible()) {
      await page.getByRole('button', { name: 'Start' }).click();
    }
    await page.getByRole('textbox', { name: 'Amount' }).fill(amount);
    await page.getByRole('textbox', { name: 'Reason' }).fill('Arrived broken');
    await page.getByRole('button', { name: /Continue/ }).click();
  };
  await refund('1.500'); // 1500 to some, 1.50 to others
  await page.getByText('Write 1500 or 1.50.').waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'Amount' }).inputValue(), '1.500');
  await refund('10.00');
  await page.getByRole('button', { name: 'Refund 10.00 EUR', exact: true }).click();
  await finished(page);
  assert.deepEqual(await charge(shop, first.id), {
    id: first.id,
    order_id: first.order_id,
    cents: first.cents,
    refunded_cents: 1000,
    status: 'partly_refunded',
  });
  assert.deepEqual(
    (await refundsOf(shop, first.id)).map((r) => [r.cents, r.reason]),
    [[1000, 'Arrived broken']],
  );

  await refund((first.cents / 100).toFixed(2));
  await page
    .getByText(/at most|between/i)
    .first()
    .waitFor();
  assert.equal((await charge(shop, first.id)).refunded_cents, 1000);
});
