import { type Context, ponder } from "ponder:registry";
import { account, genesisAllocation, token, transfer } from "ponder:schema";
import { type Address, zeroAddress } from "viem";

ponder.on("SendToken:Transfer", async ({ event, context }) => {
  const { from, to, value: amount } = event.args;
  await context.db.insert(transfer).values({
    id: event.id,
    ...{ from, to, amount },
    at: event.block.timestamp,
    transaction: event.transaction.hash,
  });
  const minted = from === zeroAddress ? amount : 0n;
  const burned = to === zeroAddress ? amount : 0n;
  if (from !== zeroAddress) await add(context, from, -amount);
  if (to !== zeroAddress) await add(context, to, amount);
  await context.db
    .insert(token)
    .values({ symbol: "SEND", minted, burned, transfers: 1n })
    .onConflictDoUpdate((row) => ({
      minted: row.minted + minted,
      burned: row.burned + burned,
      transfers: row.transfers + 1n,
    }));
});

ponder.on("SendToken:GenesisAllocated", async ({ event, context }) => {
  await context.db.insert(genesisAllocation).values(event.args);
});

async function add(context: Context, address: Address, amount: bigint) {
  await context.db
    .insert(account)
    .values({ address, balance: amount })
    .onConflictDoUpdate((row) => ({ balance: row.balance + amount }));
}
