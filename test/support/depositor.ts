// A process that takes messages into custody as fast as it can and prints the hash of each one after
// its receipt was given, until it is killed. Argument: path of the database.
import { randomBytes } from "node:crypto";
import { writeSync } from "node:fs";
import { bytesToHex } from "viem";
import { GroupCommit, openDatabase } from "../../agents/src/database/index.ts";
import { CustodyDesk, MailboxStore, schema } from "../../agents/src/mailbox/index.ts";
import { createSigner } from "../../agents/src/signing/index.ts";
import { fakeDeployment } from "./deployment.ts";

const database = openDatabase(process.argv[2] as string, schema);
const store = new MailboxStore(database, { mailboxBytes: 2 ** 40, totalBytes: 2 ** 40 });
const signer = createSigner(`0x${"11".repeat(32)}`);
const custody = new CustodyDesk({
  commit: new GroupCommit(database, [store.usage]),
  store,
  identity: { edge: signer.address, deployment: fakeDeployment, signer },
  now: () => 1,
  onStored: () => {},
});

async function keepDepositing(): Promise<never> {
  for (;;) {
    const hash = randomBytes(32);
    const mailbox = new Uint8Array(20).fill(7);
    const blind = randomBytes(32);
    const payload = randomBytes(1_024);
    await custody.deposit({ mailbox, hash, blind, payload, expiry: 1_000, epoch: 1 });
    writeSync(1, `${bytesToHex(hash)}\n`);
  }
}

await Promise.all(Array.from({ length: 32 }, keepDepositing));
