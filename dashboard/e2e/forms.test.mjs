import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signIn } from './browser.mjs';
import { begin, looksWell, refused, resulted } from './gallery.mjs';
import { startGallery } from './program.mjs';

const box = (place, name) => place.getByRole('textbox', { name, exact: true });
const form = (page, name) => page.getByRole('group', { name, exact: true });
const send = (page) => page.keyboard.press('Control+Enter');

test('an order with sections and lines is filled in with the keyboard alone', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'forms/order');

  // A section that is switched on has fields of its own, in its place.
  const bill = form(page, 'Send the bill elsewhere');
  assert.equal(await bill.count(), 0);
  await page.getByRole('checkbox', { name: 'Send the bill elsewhere' }).focus();
  await page.keyboard.press('Space');
  await box(bill, 'Street').waitFor();

  // Lines: one more, with nothing in it.
  await page.getByRole('button', { name: 'Add another' }).focus();
  await page.keyboard.press('Enter');
  const third = form(page, 'Line 3');
  assert.ok(await box(third, 'Product').evaluate((it) => it === document.activeElement));
  await page.keyboard.type('gold');
  await send(page);
  await refused(page, 'This field is required.');
  assert.ok(
    await box(bill, 'Street').evaluate((it) => it === document.activeElement),
    'the first wrong field',
  );
  await page.keyboard.type('Side street 2');
  await bill.getByRole('radio', { name: 'Poland' }).focus();
  await page.keyboard.press('Space');
  await send(page);
  assert.ok(
    await box(third, 'Count').evaluate((it) => it === document.activeElement),
    'the first wrong cell',
  );
  await page.keyboard.type('3');
  await box(third, 'Price').focus();
  await page.keyboard.type('1200');

  // A field that an answer shows, at once, and that counts from then on.
  const gift = third.getByRole('checkbox', { name: 'Is a gift' });
  assert.equal(await third.getByRole('textbox', { name: 'Greeting' }).count(), 0);
  await gift.focus();
  await page.keyboard.press('Space');
  await third.getByRole('textbox', { name: 'Greeting' }).waitFor();
  await send(page);
  await refused(third, 'This field is required.');
  await third.getByRole('textbox', { name: 'Greeting' }).fill('Enjoy');

  // The service has the last word, at the field it is about.
  await send(page);
  await refused(third, 'Gold is sold out.');
  assert.equal(await page.locator('[aria-invalid=true]').count(), 1);
  await box(third, 'Product').fill('Pot');
  assert.equal(await page.locator('[aria-invalid=true]').count(), 0);

  // Put in order, and one taken away.
  const mover = page.getByRole('button', { name: 'Move Line 3', exact: true });
  await mover.scrollIntoViewIfNeeded(); // scrolling closes menus
  await mover.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Move up' }).press('Enter');
  assert.equal(await box(form(page, 'Line 2'), 'Product').inputValue(), 'Pot');
  await page.getByRole('button', { name: 'Remove Line 1', exact: true }).press('Enter');
  assert.ok(await box(form(page, 'Line 1'), 'Product').evaluate((it) => it === document.activeElement));

  // What is typed survives a reload.
  await page.reload();
  await form(page, 'Line 1').waitFor();
  assert.equal(await form(page, 'Line 1').getByRole('textbox', { name: 'Greeting' }).inputValue(), 'Enjoy');
  await box(form(page, 'Send the bill elsewhere'), 'Street').waitFor();
  await send(page);
  await resulted(page, 'Billed Yes', 'Products Pot then Cup', 'Coupons 0', 'State –');
  await page.getByText('Pot, 3').waitFor();
  await page.getByText('Ship to · Street').waitFor();
});

test('fields come and go with an answer, and what is hidden is not asked', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'forms/refund');
  assert.equal(await page.getByRole('textbox').count(), 0);
  await page.getByRole('radio', { name: 'refund a part' }).check();
  await box(page, 'Reason').fill('broken');
  await page.getByRole('checkbox', { name: 'E-mail the customer' }).check();
  await send(page);
  await refused(page, 'This field is required.');
  await page.getByRole('radio', { name: 'refund', exact: true }).check();
  assert.equal(await box(page, 'Amount').count(), 0);
  assert.equal(await box(page, 'Reason').inputValue(), 'broken');
  await page.getByRole('radio', { name: 'charge' }).check();
  assert.equal(await page.locator('[id$="-error"]').count(), 0);
  await send(page);
  await resulted(page, 'Cents 0', 'Kind charge', 'Reason –', 'Text –');
  assert.equal(await page.getByText('Reason', { exact: true }).count(), 1, 'only in the result');
});

test('rules across fields speak of the other field, where they belong', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'forms/rules');
  const day = async (name, text) => {
    await page
      .getByRole('group', { name: new RegExp(`^${name}`) })
      .getByRole('spinbutton')
      .first()
      .focus();
    await page.keyboard.type(text);
  };
  await box(page, 'Name').fill('Taken');
  await day('Begins', '05022026');
  await day('Ends', '05012026');
  await page.getByLabel('New password', { exact: true }).fill('correct horse');
  await page.getByLabel('The same once more', { exact: true }).fill('correct house');
  await page.getByRole('radio', { name: 'mail' }).check();
  await send(page);
  await refused(page, 'This has to be after "Begins".');
  await refused(page, 'This has to be the same as "New password".');
  await refused(page, 'This is required when "Channel" is mail.');
  await day('Ends', '05032026');
  await page.getByLabel('The same once more', { exact: true }).fill('correct horse');
  await page.getByRole('radio', { name: 'post' }).check();
  await send(page);
  await refused(page, 'There is a campaign called Taken.');
  await box(page, 'Name').fill('Spring');
  await send(page);
  await resulted(page, 'Name Spring');
});

test('a button that skips the checks is pressed whatever the fields hold', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'forms/buttons');
  await box(page, 'Name').fill('x');
  await page.getByRole('button', { name: 'Save and add another' }).click();
  await refused(page, 'At least 3 characters.');
  await page.getByRole('button', { name: 'Back' }).click();
  await resulted(page, 'Name –', 'Note untouched', 'Pressed back');

  await begin(page, gallery, 'forms/buttons');
  await box(page, 'Name').fill('same');
  await box(page, 'Note').fill('same');
  await send(page);
  await refused(page, 'Say something else than the name.');
  assert.equal(await box(page, 'Note').getAttribute('aria-invalid'), 'true');
  await box(page, 'Note').fill('other');
  await page.keyboard.press('Alt+3'); // in the order they are drawn: Delete, Save and add another, Back, Save
  await resulted(page, 'Pressed back');

  await begin(page, gallery, 'forms/buttons');
  await page.keyboard.press('Alt+1'); // what destroys has no key
  await box(page, 'Name').fill('named');
  await box(page, 'Note').fill('noted');
  await page.keyboard.press('Alt+2');
  await resulted(page, 'Name named', 'Note noted', 'Pressed again');
});

const expand = async (page) => {
  await page.getByRole('checkbox', { name: 'Send the bill elsewhere' }).check();
  await form(page, 'Line 2').getByRole('checkbox', { name: 'Is a gift' }).check();
  await page.getByRole('button', { name: 'Add one' }).click();
  await send(page);
  await refused(page, 'This field is required.');
};

looksWell('forms', {
  'forms/order': expand,
  'forms/refund': async (page) => {
    await page.getByRole('radio', { name: 'refund a part' }).check();
    await page.getByRole('checkbox', { name: 'E-mail the customer' }).check();
  },
  'forms/rules': undefined,
  'forms/buttons': undefined,
});
