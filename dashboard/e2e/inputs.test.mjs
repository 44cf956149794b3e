import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertFits, signIn, waiting } from './browser.mjs';
import { begin, look, looksWell, proceed, refused, resulted, views } from './gallery.mjs';
import { startGallery } from './program.mjs';

test('an address has to lead somewhere, by a protocol that is allowed', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'inputs/url');
  const site = page.getByRole('textbox', { name: 'Website' });
  const secure = page.getByRole('textbox', { name: 'Status page' });
  await proceed(page);
  await refused(page, 'This field is required.');
  await site.fill('not a url');
  await secure.fill('http://status.example');
  await proceed(page);
  await refused(page, 'Enter a valid address.');
  await refused(page, 'Enter an address that begins with https:.');
  await site.fill('javascript:alert("http://example.org")');
  await proceed(page);
  await refused(page, 'Enter an address that begins with http: or https:.');
  await site.fill('https://good.example@evil.example');
  await proceed(page);
  await refused(page, 'without a user name');
  await site.fill('https://example.org/a?b=c#d');
  await page.getByText('example.org', { exact: true }).waitFor();
  await secure.fill('https://status.example');
  await proceed(page);
  await resulted(page, 'https://example.org/a?b=c#d', 'https://status.example');
});

test('a slider is dragged, stepped or typed, and keeps its limits and steps', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'inputs/slider');
  await proceed(page);
  await refused(page, 'This field is required.');
  const track = (name) => page.getByRole('slider', { name, exact: true });
  const box = (name) => page.getByRole('textbox', { name, exact: true });
  const edge = await track('Range').boundingBox();
  await page.mouse.click(edge.x + edge.width / 2, edge.y + edge.height / 2);
  assert.match(await box('Range').inputValue(), /^1[45]$/);
  await track('Range').focus();
  await page.keyboard.type('25');
  await proceed(page);
  await refused(page, 'Between 9 and 20.');
  await page.keyboard.press('Tab');
  await track('Range').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  assert.equal(await box('Range').inputValue(), '10');

  // The label leads to the field, with its number ready to be typed over.
  await box('Decimal range').fill('15.5');
  await proceed(page);
  await refused(page, 'Between 12 and 13.');
  await page.getByText('Decimal range', { exact: true }).click();
  await page.keyboard.type('12.55');
  await proceed(page);
  await refused(page, 'In steps of 0.1 from 12.');
  await page.getByText('Decimal range', { exact: true }).click();
  await page.keyboard.type('12.5');
  await page.keyboard.press('Control+Enter');
  await resulted(page, '10', '12.5', '0');
});

test('a yes or no that nobody touched is no, and an optional one has three answers', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'inputs/boolean');
  await page.getByRole('checkbox', { name: 'E-mail the customer' }).focus();
  await page.keyboard.press('Space');
  const choice = (field, name) =>
    page.getByRole('radiogroup', { name: field }).getByRole('radio', { name, exact: true });
  assert.ok(await choice('Subscribed', 'Yes').isChecked());
  assert.ok(await choice('Of age', 'Not answered').isChecked());
  await choice('Subscribed', 'Yes').focus();
  await page.keyboard.press('ArrowRight');
  assert.ok(await choice('Subscribed', 'No').isChecked());
  await proceed(page);
  await resulted(page, 'Known No No No Unknown – Yes Yes');
  await page.getByText('Not answered').waitFor();
});

test('numbers keep their limits, also below zero, and decimals are never rounded', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'inputs/number');
  const box = (name) => page.getByRole('textbox', { name, exact: true });
  await proceed(page);
  await refused(page, 'This field is required.');
  await box('Above twelve').fill('12');
  await box('Below zero').fill('-12');
  await proceed(page);
  await refused(page, 'At least 13.');
  await refused(page, 'Between -11 and -0.5.');
  await box('Above twelve').fill('13');
  await box('Below zero').fill('-11');
  assert.equal(await box('Rate').inputValue(), '9007199254740993.000000000000000001');
  await box('Rate').fill('9,007,199,254,740,993.000000000000000002');
  await proceed(page);
  await resulted(page, 'Count 0 High 13 Low -11 Rate 9007199254740993.000000000000000002');
});

for (const [name, options] of Object.entries(views)) {
  test(`a long number is not cut by how it is read on ${name}`, async (t) => {
    const gallery = await startGallery(t);
    const { page } = await signIn(t, gallery, options);
    await begin(page, gallery, 'inputs/number');
    const box = page.getByRole('textbox', { name: 'Rate', exact: true });
    const height = await box.evaluate((input) => input.parentElement.parentElement.offsetHeight);
    const seen = () =>
      box.evaluate((input) => {
        const line = input.parentElement.getBoundingClientRect();
        const reading = input.nextElementSibling?.getBoundingClientRect();
        return {
          cut: input.scrollWidth > input.clientWidth,
          alone: input.clientWidth >= line.width - 1, // all of the line, to move it in
          reading: reading && (reading.top >= line.bottom - 1 ? 'not there' : 'beside'),
          readingFits: !reading || reading.top >= line.bottom - 1 || reading.right <= line.right + 1,
          height: input.parentElement.parentElement.offsetHeight,
        };
      });
    const long = await seen();
    assert.ok(long.alone && long.reading === 'not there', `the default: ${JSON.stringify(long)}`);
    await look(page, `a long number on ${name}`);
    await box.fill('1234567.5');
    const short = await seen();
    assert.ok(!short.cut && short.reading === 'beside', `a number: ${JSON.stringify(short)}`);
    for (const one of [long, short]) assert.ok(one.readingFits && one.height === height, JSON.stringify(one));
    await assertFits(page, `a long number on ${name}`);
    await look(page, `a number and how it is read on ${name}`);
  });
}

test('amounts have the places of their currency', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'inputs/money');
  const box = (name) => page.getByRole('textbox', { name, exact: true });
  assert.equal(await box('Yen').inputValue(), '500');
  assert.equal(await box('Dinars').inputValue(), '0.001');
  await box('Dollars').fill('9.99');
  await box('Euros').fill('10.001');
  await box('Yen').fill('12.5');
  await proceed(page);
  await refused(page, 'At least 10.00');
  await refused(page, 'Enter a number with at most 2 decimal places.');
  await refused(page, 'Enter a whole number.');
  await box('Dollars').fill('$1,234.50');
  await box('Euros').fill('10.01');
  await box('Yen').fill('12345');
  await box('Dinars').fill('12.345');
  await box('Francs (optional)').fill('0.0005');
  await proceed(page);
  await resulted(page, 'Chf 0.0005 Eur 10.01 Jpy 12345 Kwd 12345 Usd 123450');
});

test('a list is filled, put in order and corrected with the keyboard alone', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'inputs/list');
  const box = (name) => page.getByRole('textbox', { name, exact: true });
  await proceed(page);
  await refused(page, 'This field is required.');
  await box('Copies to 1').focus();
  await page.keyboard.type('ada@example.com');
  await page.keyboard.press('Control+Enter');
  await refused(page, 'At least 2 entries.');
  await box('Copies to 1').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('bob');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter'); // a blank row: there is nothing to add below it
  await page.keyboard.type('cleo@example.com');
  await page.keyboard.press('Alt+ArrowUp');
  await page.keyboard.press('Alt+ArrowUp');
  assert.equal(await box('Copies to 1').inputValue(), 'cleo@example.com');
  await page.keyboard.press('Control+Enter');
  await refused(page, 'Enter a valid e-mail address.');
  assert.equal(await box('Copies to 3').getAttribute('aria-invalid'), 'true');
  await box('Copies to 3').fill('bob@example.com');
  await page.getByRole('button', { name: 'Remove Tags 1' }).click();
  await page
    .getByRole('group', { name: /^Closed on 1/ })
    .getByRole('spinbutton')
    .first()
    .focus();
  await page.keyboard.type('12252026');
  await page.reload();
  await page.getByRole('textbox', { name: 'Copies to 3' }).waitFor();
  await page.keyboard.press('Control+Enter');
  await resulted(page, 'cleo@example.com', 'bob@example.com', 'shop', '2026');
  await page.getByText('cleo@example.com, ada@example.com, bob@example.com').waitFor();
});

test('JSON is checked by browser and host, with line and column', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'inputs/json');
  const payload = page.getByRole('textbox', { name: 'Payload' });
  const retries = page.getByRole('textbox', { name: 'Retries' });
  await proceed(page);
  await refused(page, 'This field is required.');
  await payload.fill('{\n  "a": 1,\n}');
  await proceed(page);
  await refused(page, 'This is not valid JSON: see line 3, column 1.');
  await payload.fill(`"${'x'.repeat(200)}"`);
  await proceed(page);
  await refused(page, 'This is too long: 202 bytes of at most 200.');
  await payload.fill('{"a":[1,2]}');
  await page.getByRole('button', { name: 'Format Payload' }).click();
  assert.equal(await payload.inputValue(), '{\n  "a": [\n    1,\n    2\n  ]\n}');
  await retries.fill('{\n  "times": "three"\n}');
  await proceed(page);
  await refused(page, 'Line 2, column 18: "times" has to be a whole number that fits.');
  await retries.fill('{"times": 3, "host": []}');
  await proceed(page);
  await refused(page, 'There is no field "host".');
  await retries.fill('{"times": 5}');
  await proceed(page);
  await resulted(page, '5', '{ "a": [ 1, 2 ] }');
  await page.getByRole('button', { name: /Show the whole step/ }).click();
  await page.locator('pre', { hasText: '"a": [' }).waitFor();
});

looksWell('inputs', {
  'inputs/json': async (page) => {
    await page.getByRole('textbox', { name: 'Payload' }).fill('{');
    await proceed(page);
    await refused(page, 'This is not valid JSON');
  },
  'inputs/list': async (page) => {
    await page.getByRole('textbox', { name: 'Copies to 1' }).fill('bob');
    await page.keyboard.press('Enter');
    await page.keyboard.type('ada@example.com');
    await proceed(page);
    await refused(page, 'Enter a valid e-mail address.');
  },
  'inputs/number': undefined,
  'inputs/money': async (page) => {
    await proceed(page);
    await refused(page, 'This field is required.');
  },
  'inputs/boolean': undefined,
  'inputs/slider': async (page) => {
    await page.getByRole('slider', { name: 'Range', exact: true }).press('Home');
    await proceed(page);
    await refused(page, 'This field is required.');
  },
  'inputs/url': async (page) => {
    await page.getByRole('textbox', { name: 'Website' }).fill(`https://${'long-'.repeat(11)}name.example/`);
    await page.getByRole('textbox', { name: 'Status page' }).fill('http://status.example');
    await proceed(page);
    await refused(page, 'Enter an address that begins with https:.');
  },
});

// The panel speaks English; the browsers of its people speak what they like.
for (const locale of ['de-DE', 'ja-JP']) {
  test(`every input that knows dates, lists or searches is drawn in a browser set to ${locale}`, async (t) => {
    const gallery = await startGallery(t);
    const { page } = await signIn(t, gallery, { locale, viewport: { width: 1280, height: 800 } });
    const slugs =
      'inputs/date inputs/time inputs/datetime inputs/list inputs/slider inputs/number choosing/countries';
    const others =
      'choosing/one choosing/many searching/many forms/order files/several selecting/rows words/rich sheets/prices';
    for (const slug of `${slugs} ${others}`.split(' ')) {
      await begin(page, gallery, slug);
      await waiting(page);
      await page
        .getByRole('main')
        .getByRole('textbox')
        .or(page.getByRole('main').locator('button'))
        .nth(2)
        .waitFor();
      await page.waitForLoadState('networkidle'); // drawing is loaded when it is needed
      assert.equal(await page.getByText('could not be shown').count(), 0, slug);
    }
    await begin(page, gallery, 'searching/one');
    await page.getByRole('combobox').first().fill('a');
    await page.getByRole('option').first().waitFor();
  });
}
