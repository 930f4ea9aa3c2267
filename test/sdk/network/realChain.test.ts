import { ed25519 } from "@noble/curves/ed25519.js";
import { createNetworkView, type NetworkView } from "@sendingnetwork/sdk/network";
import { type Address, bytesToHex, createPublicClient, http } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startChain, type TestChain } from "../../support/chain.ts";

let chain: TestChain;
let view: NetworkView;
const events: string[] = [];

beforeAll(async () => {
  chain = await startChain();
  const client = createPublicClient({ transport: http(chain.rpc, { retryCount: 0 }) });
  view = createNetworkView({ client, deployment: chain.deployment, pollMs: 50 });
  for (const name of ["stalled", "recovered", "rebuilt"] as const) {
    view.on(name, () => events.push(name));
  }
  await view.start();
});

// The last test ends the chain.
afterAll(() => view.stop());

const seconds = (ms: number) => AbortSignal.timeout(ms * 1000);

describe("network view of a real chain", () => {
  it("test_view_knowsANode_fromItsRegistrationOn", async () => {
    const client = chain.client(chain.account(0));
    const seed = crypto.getRandomValues(new Uint8Array(32));
    const signer = privateKeyToAccount(generatePrivateKey());
    const { operator, activeFrom } = await client.registerNode({
      role: "edge",
      signer,
      peer: {
        publicKey: bytesToHex(ed25519.getPublicKey(seed)),
        sign: (message) => ed25519.sign(message, seed),
      },
      multiaddrs: ["/ip4/127.0.0.1/tcp/4001"],
      bond: 25_000n * 10n ** 18n,
    });
    const record = await view.waitFor(() => view.node(operator), seconds(5));
    expect(record).toMatchObject({
      operator: operator.toLowerCase(),
      role: "edge",
      signer: signer.address.toLowerCase(),
      multiaddrs: ["/ip4/127.0.0.1/tcp/4001"],
      stake: 25_000n * 10n ** 18n,
      activeFrom,
      inactiveFrom: undefined,
    });
    expect(view.nodes("edge", activeFrom - 1)).toEqual([]);
    expect(view.nodes("edge", activeFrom)).toEqual([record]);
    expect(view.nodeByPeerId(record.peerId)).toEqual(record);
    expect(view.stakeAt(operator, activeFrom)).toBe(record.stake);
  });

  it("test_view_agreesWithTheContracts_onDevicesAndDeposits", async () => {
    const client = chain.client(chain.account(0));
    const { did } = await client.createDid();
    const id = BigInt(`0x${did.slice(-40)}`);
    const word = () => bytesToHex(crypto.getRandomValues(new Uint8Array(32)));
    const keys = { deviceId: word(), identityKey: word(), signingKey: word() };
    await client.addDevice({ did, ...keys });
    const device = await view.waitFor(() => view.device(id, keys.deviceId), seconds(5));
    expect(device).toEqual({ ...keys, didNonce: view.didNonce(id) });
    await client.removeDevice({ did, deviceId: keys.deviceId });
    await view.waitFor(() => view.devices(id).length === 0, seconds(5));

    const payer = chain.account(0).address;
    await client.deposit({ amount: 7n });
    await view.waitFor(() => view.deposit(payer) === 7n, seconds(5));
    expect(await client.getDeposit({ payer })).toBe(7n);
    expect(view.payers()).toEqual([payer.toLowerCase() as Address]);
  });

  it("test_view_readsAnew_whenTheChainIsRolledBack", async () => {
    const client = chain.client(chain.account(0));
    const payer = chain.account(1).address;
    const snapshot = await chain.test.snapshot();
    await client.deposit({ payer, amount: 5n });
    await view.waitFor(() => view.deposit(payer) === 5n, seconds(5));
    await chain.test.revert({ id: snapshot });
    await client.deposit({ payer, amount: 3n });
    await view.waitFor(() => view.deposit(payer) === 3n, seconds(5));
    expect(events).toContain("rebuilt");
    expect(view.nodes("edge", view.currentEpoch() + 1).length).toBeGreaterThan(0);
  });

  it("test_view_keepsWhatItKnows_whenTheChainEnds", async () => {
    const head = view.head();
    await chain.stop();
    await vi.waitFor(() => expect(events).toContain("stalled"), 5_000);
    expect(view.head()).toEqual(head);
    expect(view.payers().length).toBeGreaterThan(0);
  });
});
