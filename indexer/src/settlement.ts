import { ponder } from "ponder:registry";
import { claim, epoch } from "ponder:schema";

ponder.on("EpochSettlement:BillsRecorded", async ({ event, context }) => {
  const { billsRoot, round, signers, sampleRound } = event.args;
  await context.db.insert(epoch).values({
    number: Number(event.args.epoch),
    stage: "bills",
    ...{ billsRoot, sampleRound },
    billsRound: BigInt(round),
    billsSigners: BigInt(signers),
    billsTransaction: event.transaction.hash,
  });
});

ponder.on("EpochSettlement:InputsRecorded", async ({ event, context }) => {
  const { billsRoot, reportsRoot, round, signers } = event.args;
  await context.db.update(epoch, { number: Number(event.args.epoch) }).set({
    stage: "inputs",
    ...{ billsRoot, reportsRoot },
    inputsRound: BigInt(round),
    inputsSigners: BigInt(signers),
    inputsTransaction: event.transaction.hash,
  });
});

ponder.on("EpochSettlement:EpochReported", async ({ event, context }) => {
  const { report, reportHash, signers, finalAt } = event.args;
  const { epoch: number, round, validShares, ...roots } = report;
  await context.db.update(epoch, { number: Number(number) }).set({
    stage: "reported",
    ...{ ...roots, reportHash, finalAt },
    validShares: BigInt(validShares),
    reportRound: BigInt(round),
    reportSigners: BigInt(signers),
    reportTransaction: event.transaction.hash,
  });
});

ponder.on("EpochSettlement:EpochFinalized", async ({ event, context }) => {
  const { emission: minted, burned } = event.args;
  await context.db.update(epoch, { number: Number(event.args.epoch) }).set({
    stage: "final",
    ...{ minted, burned },
    finalizedAt: event.block.timestamp,
    finalizeTransaction: event.transaction.hash,
  });
});

ponder.on("EpochSettlement:EpochVoided", async ({ event, context }) => {
  const number = Number(event.args.epoch);
  await context.db
    .insert(epoch)
    .values({ number, stage: "void" })
    .onConflictDoUpdate({ stage: "void" });
});

ponder.on("EpochSettlement:CreditClaimed", async ({ event, context }) => {
  await context.db.insert(claim).values({
    id: event.id,
    kind: "credit",
    ...event.args,
    at: event.block.timestamp,
    transaction: event.transaction.hash,
  });
});

ponder.on("EpochSettlement:WatchdogClaimed", async ({ event, context }) => {
  const { epoch: number, account, amount } = event.args;
  await context.db.insert(claim).values({
    id: event.id,
    kind: "watchdog",
    ...{ account, amount },
    epochNumber: Number(number),
    at: event.block.timestamp,
    transaction: event.transaction.hash,
  });
});
