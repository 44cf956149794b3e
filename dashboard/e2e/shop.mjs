// What the tests know about the seeded shop.

/** The customer that the documentation names. */
export const ada = { id: 1, name: 'Ada Hamilton', email: 'ada.hamilton@example.com' };

/** Ada's charges that can be refunded, newest first. */
export const openCharges = (shop) =>
  shop.rows(
    `SELECT id, order_id, cents, refunded_cents, status, card_last4 FROM charges
     WHERE customer_email = ? AND status IN ('paid', 'partly_refunded') ORDER BY captured_at DESC, id DESC`,
    ada.email,
  );

export const charge = async (shop, id) =>
  (await shop.rows('SELECT id, order_id, cents, refunded_cents, status FROM charges WHERE id = ?', id))[0];

export const refundsOf = (shop, id) =>
  shop.rows('SELECT id, cents, reason, "by" FROM refunds WHERE charge_id = ? ORDER BY id', id);

export const refundRows = async (shop) => (await shop.rows('SELECT count(*) AS n FROM refunds'))[0].n;

/** An amount as the panel shows it: "45.00 EUR". */
export const money = (cents) => {
  const whole = Math.trunc(cents / 100).toLocaleString('en-US');
  return `${whole}.${String(cents % 100).padStart(2, '0')} EUR`;
};

/** The shop's own API, beside the panel. */
export async function order(shop, id) {
  const response = await fetch(`${shop.shop}/api/orders/${id}`);
  return response.json();
}
