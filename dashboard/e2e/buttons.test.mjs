import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signIn } from './browser.mjs';
import { begin, looksWell, proceed, refused, resulted } from './gallery.mjs';
import { startGallery } from './program.mjs';

const button = (page, name) => page.getByRole('main').getByRole('button', { name: new RegExp(`^${name}`) });
const box = (page, name) => page.getByRole('textbox', { name: new RegExp(`^${name}`) });

/** Something is said above the buttons, about all answers together. */
const refusedAll = (page, text) => page.getByRole('alert').getByText(text).waitFor();

test('several buttons answer a display, an input and a selection', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'buttons/display');
  assert.equal(await button(page, 'Continue').count(), 0, 'they take the place of Continue');
  await button(page, 'OK').click();
  await resulted(page, 'Pressed OK');

  for (const [typed, pressed, number] of [
    ['24', 'Make it negative', '-24'],
    ['-19', 'Do nothing', '-19'],
    ['', 'Do nothing', 'none'],
  ]) {
    await begin(page, gallery, 'buttons/input');
    await box(page, 'Number').fill(typed);
    await button(page, pressed).click();
    await resulted(page, `Number ${number}`);
  }

  await begin(page, gallery, 'buttons/people');
  await button(page, 'Delete them').click();
  await refused(page, 'Choose at least 1.');
  for (const name of ['Ada', 'Cy']) await page.getByRole('checkbox', { name }).check();
  await button(page, 'Delete them').click();
  await resulted(page, 'People Ada and Cy', 'Pressed delete');
});

test('a check holds for one button and not for another', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'buttons/checked');
  await box(page, 'Name').fill('Ada');
  await button(page, 'Continue if OK').click();
  await refused(page, 'This field is required.');
  await box(page, 'Word').fill('no');
  await button(page, 'Continue if OK').click();
  await refusedAll(page, 'The word should be OK.');
  await button(page, 'Continue anyway').click();
  await resulted(page, 'Name –', 'Pressed anyway', 'Word –');

  await begin(page, gallery, 'buttons/checked');
  await box(page, 'Name').fill('Ada');
  await box(page, 'Word').fill('OK');
  await button(page, 'Continue if OK').click();
  await resulted(page, 'Name Ada', 'Pressed go', 'Word OK');
});

test('a group with a button of its own name gives back what was answered', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'buttons/named');
  assert.equal(await page.getByRole('main').locator('em').innerText(), 'words');
  await box(page, 'Text').fill('Hello');
  await box(page, 'Number').fill('1337');
  await button(page, 'Send it off').click();
  await resulted(page, 'Number 1337', 'Text Hello');
});

test('one answer asks for another, and both may be left out', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'buttons/guest');
  await proceed(page);
  await resulted(page, 'Age – Name –');
  await begin(page, gallery, 'buttons/guest');
  await box(page, 'Name').fill('John');
  await proceed(page);
  await refusedAll(page, 'Say how old John is.');
  await box(page, 'Age').fill('20');
  await proceed(page);
  await resulted(page, 'Age 20 Name John');
});

test('a rule over boxes is told at the box and above the buttons', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  const tick = async (...names) => {
    for (const name of names) await page.getByRole('checkbox', { name, exact: true }).setChecked(true);
  };
  await begin(page, gallery, 'buttons/boxes');
  await proceed(page);
  await resulted(page, 'A No B No C No');
  await begin(page, gallery, 'buttons/boxes');
  await tick('A', 'B', 'C');
  await proceed(page);
  await refusedAll(page, 'Anything, if it is not B.');
  await refused(page, 'Not this one.');
  await page.getByRole('checkbox', { name: 'B', exact: true }).setChecked(false);
  await proceed(page);
  await resulted(page, 'A Yes B No C Yes');
});

test('ten that may be left out are left out, after each was visited', async (t) => {
  const gallery = await startGallery(t);
  const { page } = await signIn(t, gallery);
  await begin(page, gallery, 'buttons/optional');
  await box(page, 'Text').focus();
  for (let i = 0; i < 30; i++) await page.keyboard.press('Tab'); // out of every one of them
  assert.equal(await page.locator('[id$="-error"]').count(), 0);
  await proceed(page);
  await resulted(page, 'Day –', 'Given 0');
  await begin(page, gallery, 'buttons/optional');
  await box(page, 'Number').fill('2');
  await proceed(page);
  await refused(page, 'At least 3.');
  await box(page, 'Number').fill('');
  await page.getByRole('group', { name: /^Day/ }).getByRole('spinbutton').first().focus();
  await page.keyboard.type('02252022');
  await proceed(page);
  await resulted(page, 'Given 1', '25');
});

looksWell('questions with several buttons', {
  'buttons/checked': async (page) => {
    await box(page, 'Name').fill('Ada');
    await box(page, 'Word').fill('no');
    await button(page, 'Continue if OK').click();
    await refusedAll(page, 'The word should be OK.');
  },
  'buttons/optional': undefined,
});
