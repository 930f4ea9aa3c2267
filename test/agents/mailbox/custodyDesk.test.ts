import { randomBytes } from "node:crypto";
import { custodyLeaf } from "@sendingnetwork/sdk/custody";
import { verifyMerkleProof } from "@sendingnetwork/sdk/merkle";
import { digestBytesOf } from "@sendingnetwork/sdk/typed-data";
import type { wire } from "@sendingnetwork/sdk/wire";
import fc from "fast-check";
import { bytesToHex } from "viem";
import { describe, expect, it } from "vitest";
import { GroupCommit, openDatabase } from "../../../agents/src/database/index.ts";
import {
  CustodyDesk,
  MailboxStore,
  type NewMessage,
  type StoredRow,
  schema,
} from "../../../agents/src/mailbox/index.ts";
import { createSigner, recoverSigner } from "../../../agents/src/signing/index.ts";
import { fakeDeployment } from "../../support/deployment.ts";

const signer = createSigner(`0x${"11".repeat(32)}`);
const edge = `0x${"ab".repeat(20)}` as const;

function openDesk(mailboxBytes = 1e9) {
  const database = openDatabase(":memory:", schema);
  const store = new MailboxStore(database, { mailboxBytes, totalBytes: 1e9 });
  const told: StoredRow[] = [];
  const desk = new CustodyDesk({
    commit: new GroupCommit(database, [store.usage]),
    store,
    identity: { edge, deployment: fakeDeployment, signer },
    now: () => 77,
    onStored: (_, row) => told.push(row),
  });
  return { desk, told };
}

function message(size = 100): NewMessage {
  return {
    mailbox: randomBytes(20),
    hash: randomBytes(32),
    blind: randomBytes(32),
    payload: randomBytes(size),
    expiry: 1_000,
    epoch: 1,
  };
}

function isReceiptFor(item: NewMessage, receipt: wire.Custody): boolean {
  const { index, path, root, count, storedAt, signature } = receipt;
  const leaf = custodyLeaf({
    mailbox: bytesToHex(item.mailbox),
    messageHash: item.hash,
    size: item.payload.length,
    expiry: item.expiry,
  });
  const batch = { edge, root: bytesToHex(root), count, storedAt };
  const digest = digestBytesOf(fakeDeployment, "CustodyBatch", batch);
  return (
    verifyMerkleProof({ leaf, index, path, root, count }) &&
    recoverSigner(digest, signature) === signer.address
  );
}

describe("CustodyDesk", () => {
  it("gives each message of a flush a receipt of its own under one signature", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), async (count) => {
        const { desk } = openDesk();
        const messages = Array.from({ length: count }, () => message());
        const receipts = await Promise.all(messages.map((item) => desk.deposit(item)));
        expect(new Set(receipts.map(({ signature }) => bytesToHex(signature))).size).toBe(1);
        receipts.forEach((receipt, i) => {
          expect(receipt.count).toBe(count);
          expect(isReceiptFor(messages[i] as NewMessage, receipt)).toBe(true);
          expect(isReceiptFor(message(), receipt)).toBe(false);
        });
      }),
      { numRuns: 20 },
    );
  });

  it("refuses one message of a flush without touching the others", async () => {
    const { desk } = openDesk(1_000);
    const large = message(5_000);
    const small = message(10);
    const refused = desk.deposit(large);
    const kept = desk.deposit(small);
    await expect(refused).rejects.toMatchObject({ code: "QUOTA_EXCEEDED" });
    expect(isReceiptFor(small, await kept)).toBe(true);
  });

  it("tells of a message once, however often it is deposited", async () => {
    const { desk, told } = openDesk();
    const item = message();
    await desk.deposit(item);
    expect(isReceiptFor(item, await desk.deposit(item))).toBe(true);
    expect(told).toHaveLength(1);
  });
});
