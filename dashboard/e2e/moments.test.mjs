import assert from 'node:assert/strict';
import { test } from 'node:test';
import { desktop, signIn } from './browser.mjs';
import { begin, look, looksWell, proceed, refused, resulted } from './gallery.mjs';
import { startGallery } from './program.mjs';

const part = (page, field, name) =>
  page
    .getByRole('group', { name: field })
    .getByRole('spinbutton', { name: new RegExp(`^${name}`) })
    .first();

test('a date has to be complete, within its limits, and can be taken from the calendar', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'inputs/date');
  await proceed(page);
  await refused(page, 'This field is required.');
  // The first part has the focus: each part leads to the next.
  await page.keyboard.type('12');
  await proceed(page);
  await refused(page, 'Enter a valid date.');
  await part(page, 'Ship on', 'day').focus();
  await page.keyboard.type('312021');
  await proceed(page);
  await refused(page, 'Between Jan 1, 2022 and Dec 30, 2022.');
  await part(page, 'Ship on', 'month').focus();
  await page.keyboard.type('02012022');
  await page.getByRole('button', { name: /Calendar/ }).click();
  await page.getByRole('button', { name: /February 25, 2022/ }).click();
  await proceed(page);
  await resulted(page, '2022', '25');
});

test('a day that does not exist stays as it was typed, and is not sent', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'inputs/date');
  const shows = async (...texts) => {
    const parts = page.getByRole('group', { name: 'Ship on' }).getByRole('spinbutton');
    assert.deepEqual(await parts.allInnerTexts(), texts);
  };
  await part(page, 'Ship on', 'month').focus();
  await page.keyboard.type('02312022');
  await proceed(page);
  await refused(page, 'Enter a valid date.');
  await shows('02', '31', '2022');
  await page.reload();
  await page.waitForFunction(() => document.querySelector('[data-type="day"]')?.textContent === '31');
  await shows('02', '31', '2022');
  await proceed(page);
  await refused(page, 'Enter a valid date.');
  // Also after a day that does exist, and back to that very day.
  await part(page, 'Ship on', 'month').focus();
  await page.keyboard.type('01');
  await proceed(page);
  await resulted(page, '2022', '31');

  await begin(page, gallery, 'inputs/date');
  await part(page, 'Ship on', 'month').focus();
  await page.keyboard.type('01302022');
  await part(page, 'Ship on', 'month').focus();
  await page.keyboard.type('02');
  await proceed(page);
  await refused(page, 'Enter a valid date.');
  await shows('02', '30', '2022');
  await part(page, 'Ship on', 'month').focus();
  await page.keyboard.type('01');
  await proceed(page);
  await resulted(page, '2022', '30');
});

test('a time has to be complete and within its limits, and Tab leads from hour to minute', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'inputs/time');
  await proceed(page);
  await refused(page, 'This field is required.');
  await part(page, 'Opens at', 'hour').focus();
  await page.keyboard.type('20');
  await proceed(page);
  await refused(page, 'Enter a valid time.');
  await part(page, 'Opens at', 'hour').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.type('36');
  await proceed(page);
  await refused(page, 'Between 08:30 and 20:00.');
  await part(page, 'Opens at', 'hour').focus();
  await page.keyboard.type('02');
  await proceed(page);
  await refused(page, 'Between 08:30 and 20:00.');
  await part(page, 'Opens at', 'hour').focus();
  await page.keyboard.type('14');
  await proceed(page);
  await resulted(page, '14', '36');
});

test('a date and time names its zone, keeps its limits and gives that moment', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery, { ...desktop, timezoneId: 'America/New_York' });
  await begin(page, gallery, 'inputs/datetime');
  await page.getByText('Time zone: Asia/Kathmandu. Nov 23, 2026, 03:45 on your clock.').waitFor();
  await proceed(page);
  await refused(page, 'This field is required.');
  await part(page, 'Ends', 'month').focus();
  await page.keyboard.type('112320260859');
  await proceed(page);
  await refused(page, 'Between Nov 23, 2026, 09:00 and Nov 30, 2026, 18:00.');
  await part(page, 'Ends', 'hour').focus();
  await page.keyboard.type('09');
  await proceed(page);
  await resulted(page, '2026-11-23T14:30:00+05:45', '2026-11-23T09:59:00+05:45');
  await page.getByText('Nov 23, 2026, 14:30 Asia/Kathmandu').waitFor();
});

test('an optional time that is half filled in is not taken for none, and survives a reload', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'inputs/datetime');
  await part(page, 'Ends', 'month').focus();
  await page.keyboard.type('112420261200');
  await part(page, 'Doors open', 'month').focus();
  await page.keyboard.type('11242026');
  await proceed(page);
  await refused(page, 'Enter a valid date and time.');
  await page.reload();
  await page
    .getByText('Nov 24, 2026')
    .or(part(page, 'Ends', 'day'))
    .first()
    .waitFor();
  assert.equal(await part(page, 'Ends', 'day').innerText(), '24');
  await part(page, 'Doors open', 'year').filter({ hasText: '2026' }).waitFor();
  await proceed(page);
  await refused(page, 'Enter a valid date and time.');
  await part(page, 'Doors open', 'hour').focus();
  await page.keyboard.type('1130');
  await proceed(page);
  await resulted(page, 'Open Nov 24, 2026, 11:30', '2026-11-24T12:00:00+05:45');
});

test('a time that the clocks skip is named, and can be corrected', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery, { ...desktop, timezoneId: 'America/New_York' });
  await begin(page, gallery, 'inputs/summertime');
  await part(page, 'Departs', 'month').focus();
  await page.keyboard.type('032920260230');
  await proceed(page);
  await refused(page, 'On 2026-03-29 the clocks skip 02:30. Enter another time.');
  await look(page, 'a time that the clocks skip');
  assert.equal(await part(page, 'Departs', 'hour').innerText(), '02', 'what was typed is still there');
  await part(page, 'Departs', 'hour').focus();
  await page.keyboard.type('03');
  await proceed(page);
  await resulted(page, '2026-03-29T03:30:00+02:00');
});

looksWell('dates and times', {
  'inputs/datetime': async (page) => {
    await proceed(page);
    await refused(page, 'This field is required.');
  },
  'inputs/time': undefined,
});
