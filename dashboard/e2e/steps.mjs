// Ways through the panel that several tests begin with.

import { ada, money } from './shop.mjs';

/** From anywhere to the table of charges, with one of them ticked. */
export async function chooseCharge(page, charge) {
  await page.getByRole('navigation').getByRole('link', { name: 'Refund user' }).click();
  await page.getByRole('textbox', { name: 'Customer e-mail' }).fill(ada.email);
  await page.keyboard.press('Enter');
  await tick(page, charge).check();
}

/** The box in front of a charge. */
export const tick = (page, charge) =>
  page
    .getByRole('row')
    .filter({ has: page.getByRole('cell', { name: String(charge.id), exact: true }) })
    .getByRole('checkbox');

/** From anywhere to the last question of a refund. */
export async function toConfirmation(page, charge) {
  await chooseCharge(page, charge);
  await page.getByRole('button', { name: /Continue/ }).click();
  await refundButton(page, charge).waitFor();
}

export const refundButton = (page, charge) =>
  page.getByRole('button', { name: `Refund ${money(charge.cents)}`, exact: true });

/** Starts an action from its address. */
export async function start(page, program, slug) {
  await page.goto(program.url + slug);
  await page
    .getByRole('button', { name: 'Start' })
    .or(page.getByRole('button', { name: 'Start another' }))
    .first()
    .click();
}

/** The button of a question without choices. */
export const next = (page) => page.getByRole('button', { name: /Continue/ });
