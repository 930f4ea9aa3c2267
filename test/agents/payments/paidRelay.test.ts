import { randomBytes } from "node:crypto";
import { type ClientNode, createClientNode } from "@sendingnetwork/sdk/node";
import { EdgeConnection } from "@sendingnetwork/sdk/relay";
import type { Address } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { openDatabase } from "../../../agents/src/database/index.ts";
import { schema } from "../../../agents/src/mailbox/index.ts";
import { VoucherStore } from "../../../agents/src/payments/index.ts";
import { type EdgeNetwork, startEdges, type TestEdge } from "../../support/edges.ts";
import { log, SEND } from "../../support/fakeNetwork.ts";

let network: EdgeNetwork;
let edge: TestEdge;
let client: ClientNode;

beforeAll(async () => {
  network = await startEdges(1, { freeBytes: 1_000 });
  [edge] = network.edges as [TestEdge];
  client = await createClientNode();
});

afterAll(async () => {
  await client.stop();
  await network.stop();
});

function deposit(mailbox: Address, size: number) {
  const { view } = network;
  const expiry = view.now() + 600;
  const epoch = view.currentEpoch();
  return { mailbox, blind: randomBytes(32), payload: randomBytes(size), expiry, epoch };
}

it("carries the free quota for nothing, then asks for payment", async () => {
  const { view } = network;
  const connection = await EdgeConnection.open({ node: client, view, edge: edge.record() });
  const { address } = network.mailbox();
  await connection.deposit(deposit(address, 1_000));
  const refused = connection.deposit(deposit(address, 1));
  await expect(refused).rejects.toMatchObject({ code: "PAYMENT_REQUIRED" });
  expect(await edge.problems("PAYMENT_REQUIRED", "relay")).toBe(1);
  await connection.close();
});

it("carries far more than its credit for a payer, and keeps vouchers for all of it", async () => {
  const { view } = network;
  const wallet = privateKeyToAccount(generatePrivateKey());
  const payer = wallet.address.toLowerCase() as Address;
  const total = 1_000n * SEND;
  view.apply(log("Deposited", { payer, from: payer, amount: total, total }));
  const connection = await EdgeConnection.open({
    node: client,
    view,
    edge: edge.record(),
    payer,
    voucherSigner: wallet,
  });
  const { address } = network.mailbox();
  const size = 100_000;
  for (let i = 0; i < 50; i++) await connection.deposit(deposit(address, size));
  await connection.close();

  const reader = openDatabase(`${edge.folder}/edge.db`, schema);
  const store = new VoucherStore(reader, edge.operator);
  await vi.waitFor(() => {
    const best = store.best(payer, view.currentEpoch());
    expect(best?.bytesCarried).toBe(50 * size);
    // 0.001 SEND a MiB
    expect(best?.fee).toBeGreaterThanOrEqual((BigInt(50 * size) * SEND) / 1_000n / 2n ** 20n);
  });
  reader.close();
});
