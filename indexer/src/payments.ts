import { ponder } from "ponder:registry";
import { deposit, epoch, payer, voucherKey } from "ponder:schema";

ponder.on("PaymentEscrow:Deposited", async ({ event, context }) => {
  const { payer: address, from, amount, total } = event.args;
  await context.db
    .insert(payer)
    .values({ address, deposited: total })
    .onConflictDoUpdate({ deposited: total });
  await context.db.insert(deposit).values({
    id: event.id,
    payer: address,
    ...{ from, amount },
    at: event.block.timestamp,
    transaction: event.transaction.hash,
  });
});

ponder.on("PaymentEscrow:VoucherKeySet", async ({ event, context }) => {
  const { payer, key, ...terms } = event.args;
  const row = { ...terms, revokedFrom: null };
  await context.db
    .insert(voucherKey)
    .values({ payer, key, ...row })
    .onConflictDoUpdate(row);
});

ponder.on("PaymentEscrow:VoucherKeyRevoked", async ({ event, context }) => {
  const { payer, key, from: revokedFrom } = event.args;
  await context.db.update(voucherKey, { payer, key }).set({ revokedFrom });
});

ponder.on("PaymentEscrow:Collected", async ({ event, context }) => {
  const { amount: collected, burned: collectedBurned } = event.args;
  const number = Number(event.args.epoch);
  await context.db.update(epoch, { number }).set({ collected, collectedBurned });
});
