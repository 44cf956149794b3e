import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, assertFits, finished, looks, signIn } from './browser.mjs';
import { startGallery } from './program.mjs';
import { start } from './steps.mjs';

const button = (page, name) => page.getByRole('main').getByRole('button', { name, exact: true });
const question = (page) => page.getByRole('heading', { name: 'Refund of 500.00 EUR' });
const results = (page) => page.getByRole('definition').allTextContents();

/** Ana, whose run waits for somebody of finance, and Bo, who is. */
async function two(t, options) {
  const gallery = await startGallery(t);
  const { page: ana } = await signIn(t, gallery, options);
  const { page: bo } = await signIn(t, { ...gallery, link: gallery.otherLink }, options);
  await start(ana, gallery, 'confirming/approval');
  await ana.getByText('Waiting for somebody of finance to agree.').waitFor();
  return { gallery, ana, bo };
}

/** Opens what is asked from the home screen. */
async function open(bo) {
  await bo.getByRole('heading', { name: 'Waiting for your approval' }).waitFor();
  await bo.getByRole('link', { name: /^Refund of 500\.00 EUR Somebody else agrees/ }).click();
  await button(bo, 'Approve').waitFor();
}

test('somebody else agrees, and says why', async (t) => {
  const { gallery, ana, bo } = await two(t);
  assert.equal(await button(ana, 'Approve').count(), 0, 'nobody decides their own');
  assert.match(await ana.title(), /^Somebody else agrees/, 'nothing waits for her');
  await ana.getByRole('heading', { name: 'Somebody else agrees Waiting for approval' }).waitFor();
  await open(bo); // it came by itself
  await bo.getByText('Ana Silva asks').waitFor();
  await bo.getByText('The parcel never arrived').waitFor();
  await bo.getByText('500.00 EUR', { exact: true }).waitFor();
  assert.match(await bo.title(), /^● Refund of 500/);
  await ana.reload();
  await ana.getByText('Waiting for somebody of finance to agree.').waitFor();
  await bo.reload();
  await bo.getByRole('textbox', { name: 'Reason' }).focus();
  await bo.keyboard.type('It was our carrier.');
  await bo.keyboard.press('Tab');
  await bo.keyboard.press('Tab');
  await bo.keyboard.press('Enter');
  await bo.getByText('You approved this.').waitFor();
  await finished(ana);
  await ana.getByText('Approved by Bo Lind: It was our carrier.').waitFor();
  assert.equal(await ana.getByText('Answered in another tab.').count(), 0);
  assert.deepEqual(await results(ana), ['Yes', 'Bo Lind', 'It was our carrier.']);
  await bo.getByRole('main').getByRole('link', { name: 'Go home' }).click();
  await bo.getByRole('heading', { name: 'Actions' }).first().waitFor();
  assert.equal(await bo.getByText('Waiting for your approval').count(), 0);

  const audit = await gallery.rows('SELECT person_id, verb, detail FROM stagedoor_audit ORDER BY id');
  const decided = audit.find((entry) => entry.verb === 'run.approve');
  assert.equal(decided?.person_id, 'bo');
  assert.match(decided?.detail, /^Refund of 500\.00 EUR \(\w+\): It was our carrier\.$/);
  assert.equal(audit.find((entry) => entry.verb === 'run.start')?.person_id, 'ana');
});

test('somebody else does not agree', async (t) => {
  const { ana, bo } = await two(t);
  await open(bo);
  await button(bo, 'Decline').click();
  await bo.getByText('You declined this.').waitFor();
  await finished(ana);
  await ana.getByText('Declined by Bo Lind').waitFor();
  assert.deepEqual((await results(ana)).slice(0, 2), ['No', 'Bo Lind']);
});

test("the run's own link leads whoever decides to the question, and nobody else to anything", async (t) => {
  const { gallery, ana, bo } = await two(t);
  const link = ana.url();
  await bo.goto(link);
  await question(bo).waitFor();
  await button(bo, 'Approve').waitFor();
  assert.equal(await bo.getByRole('button', { name: 'Cancel run' }).count(), 0);
  await ana.getByRole('button', { name: 'Cancel run' }).click();
  await ana.getByRole('alertdialog').getByRole('button', { name: 'Cancel run' }).click();
  await bo.getByText('This is no longer waiting for a decision').waitFor();
  assert.equal(await button(bo, 'Approve').count(), 0);
  await bo.reload();
  await bo.getByRole('heading', { name: 'Nothing here' }).waitFor();

  await start(bo, gallery, 'confirming/approval'); // Bo's own: Ana is not of finance
  await bo.getByText('Waiting for somebody of finance to agree.').waitFor();
  await ana.goto(bo.url());
  await ana.getByRole('heading', { name: 'Nothing here' }).waitFor();
  await ana.goto(gallery.url);
  await ana.getByRole('heading', { name: 'Actions' }).first().waitFor();
  assert.equal(await ana.getByText('Waiting for your approval').count(), 0);
});

for (const [name, options] of Object.entries(looks)) {
  test(`axe finds nothing where somebody else decides, on ${name}`, async (t) => {
    const { ana, bo } = await two(t, options);
    await assertAccessible(ana, 'the run that waits');
    await assertFits(ana, 'the run that waits');
    await bo.getByRole('heading', { name: 'Waiting for your approval' }).waitFor();
    await assertAccessible(bo, 'home');
    await assertFits(bo, 'home');
    await open(bo);
    await assertAccessible(bo, 'the question');
    await assertFits(bo, 'the question');
    await button(bo, 'Approve').click();
    await bo.getByText('You approved this.').waitFor();
    await assertAccessible(bo, 'the decision');
    await finished(ana);
    await assertAccessible(ana, 'the run');
  });
}
