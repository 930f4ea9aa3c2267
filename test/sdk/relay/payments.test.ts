import { type ClientNode, createClientNode } from "@sendingnetwork/sdk/node";
import {
  EdgeConnection,
  MailboxClient,
  type Promised,
  type PromiseStore,
} from "@sendingnetwork/sdk/relay";
import type { Address } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EdgeNetwork, startEdges } from "../../support/edges.ts";
import { log, SEND } from "../../support/fakeNetwork.ts";

const PRICE = 10n ** 12n;
const payer = privateKeyToAccount(generatePrivateKey());
let network: EdgeNetwork;
let node: ClientNode;

beforeAll(async () => {
  network = await startEdges(3, { price: PRICE, freeBytes: 10_000 });
  const total = 1000n * SEND;
  const args = { payer: payer.address, from: payer.address, amount: total, total };
  network.view.apply(log("Deposited", args));
  node = await createClientNode();
});

afterAll(async () => {
  await node.stop();
  await network.stop();
});

function recorder() {
  const promises = new Map<string, Promised>();
  const store: PromiseStore = {
    load: async (payee, epoch) => promises.get(`${payee} ${epoch}`),
    save: async (payee, epoch, promised) => void promises.set(`${payee} ${epoch}`, promised),
  };
  const paid = () => [...promises.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  return { store, promises, paid };
}

const paying = (promises: PromiseStore) => ({
  node,
  view: network.view,
  payer: payer.address.toLowerCase() as Address,
  voucherSigner: payer,
  promises,
});

describe("paying an Edge", () => {
  it("test_deposit_isPaidForByItself_farBeyondTheFreeTierAndTheCredit", async () => {
    const { store, paid, promises } = recorder();
    const client = new MailboxClient(paying(store));
    const payload = new Uint8Array(100_000);
    for (let i = 0; i < 25; i++) {
      await client.deposit({ mailbox: network.mailbox().address, payload });
    }
    await client.close();
    expect(paid()).toBe(25 * payload.length);
    for (const { bytes, fee } of promises.values()) {
      expect(fee * 1048576n).toBeGreaterThanOrEqual(BigInt(bytes) * PRICE);
    }
  });

  it("test_deposit_goesOnAboveWhatWasPromised_whenTheClientRestarts", async () => {
    const { store, promises } = recorder();
    const [edge] = network.edges;
    const other = privateKeyToAccount(generatePrivateKey());
    const args = { payer: other.address, from: other.address, amount: SEND, total: SEND };
    network.view.apply(log("Deposited", args));
    for (let run = 1; run <= 3; run++) {
      const connection = await EdgeConnection.open({
        ...paying(store),
        payer: other.address.toLowerCase() as Address,
        voucherSigner: other,
        edge: edge?.record() as never,
      });
      await connection.deposit({
        mailbox: network.mailbox().address,
        blind: crypto.getRandomValues(new Uint8Array(32)),
        payload: new Uint8Array(1000),
        expiry: network.view.now() + 60,
        epoch: network.view.currentEpoch(),
      });
      await connection.close();
      expect([...promises.values()][0]).toMatchObject({ bytes: run * 1000, seq: run });
    }
    expect(await edge?.problems("VOUCHER_REPLAYED", "relay")).toBe(0);
  });

  it("test_deposit_isRefusedTyped_whenNobodyPaysBeyondTheFreeTier", async () => {
    const poor = await createClientNode();
    const client = new MailboxClient({ node: poor, view: network.view });
    const payload = new Uint8Array(20_000);
    await expect(
      client.deposit({ mailbox: network.mailbox().address, payload }),
    ).rejects.toMatchObject({ code: "PAYMENT_REQUIRED" });
    await client.close();
    await poor.stop();
  });
});
