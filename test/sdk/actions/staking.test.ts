import { parseEther, zeroAddress } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startChain, type TestChain } from "../../support/chain.ts";
import { freshNodeKeys } from "../../support/nodeKeys.ts";

const bond = parseEther("10000");
const multiaddrs = ["/ip4/127.0.0.1/tcp/4001", "/dns4/edge.example/tcp/443/tls/ws"];

let chain: TestChain;
beforeAll(async () => {
  chain = await startChain();
});
afterAll(() => chain?.stop());

async function operator(index: number) {
  const account = chain.account(index);
  await chain.client(chain.account(0)).transferSend({ to: account.address, amount: bond * 2n });
  return chain.client(account);
}

describe("a node", () => {
  it("registers, changes, leaves and gets its bond back", async () => {
    const client = await operator(1);
    const keys = freshNodeKeys();
    const registered = await client.registerNode({ role: "edge", ...keys, multiaddrs, bond });
    const { activeFrom, operator: address } = registered;
    expect(await client.getNode({ operator: address })).toMatchObject({
      role: "edge",
      status: "active",
      activeFrom,
      inactiveFrom: undefined,
      bond,
      signer: keys.signer.address,
      peerId: keys.peer.publicKey,
      multiaddrs,
    });

    await client.setMultiaddrs({ multiaddrs: multiaddrs.slice(1) });
    expect(await client.addBond({ amount: bond })).toMatchObject({ bond: bond * 2n });
    expect(await client.getNode({ operator: address })).toMatchObject({
      bond: bond * 2n,
      multiaddrs: multiaddrs.slice(1),
    });

    await expect(client.withdrawBond()).rejects.toMatchObject({ errorName: "NotUnbonding" });
    const { withdrawableAt } = await client.leaveNode();
    await expect(client.withdrawBond()).rejects.toMatchObject({
      errorName: "StillBonded",
      details: expect.stringContaining(String(withdrawableAt)),
    });
    await chain.pass(chain.deployment.schedule.unbonding + 40);
    expect(await client.withdrawBond()).toMatchObject({ amount: bond * 2n });
    expect(await client.getSendBalance()).toBe(bond * 2n);
  });

  it("gets new keys, which both sign", async () => {
    const client = await operator(9);
    await expect(client.rotateKeys(freshNodeKeys())).rejects.toMatchObject({ code: "NO_NODE" });
    const { activeFrom, operator: address } = await client.registerNode({
      ...{ role: "edge", multiaddrs, bond },
      ...freshNodeKeys(),
    });
    const keys = freshNodeKeys();
    expect((await client.rotateKeys(keys)).activeFrom).toBeGreaterThanOrEqual(activeFrom);
    expect(await client.getNode({ operator: address })).toMatchObject({
      signer: keys.signer.address,
      peerId: keys.peer.publicKey,
    });
  });

  it("is undefined for an account that never registered one", async () => {
    expect(await chain.client().getNode({ operator: zeroAddress })).toBeUndefined();
  });

  it("needs the token's balance, which the error says", async () => {
    const client = chain.client(chain.account(2));
    const registration = { role: "edge", ...freshNodeKeys(), multiaddrs, bond } as const;
    await expect(client.registerNode(registration)).rejects.toMatchObject({
      name: "ContractError",
      errorName: "ERC20InsufficientBalance",
    });
  });

  it("needs the least bond of its role", async () => {
    const client = await operator(3);
    const registration = { role: "guardian", ...freshNodeKeys(), multiaddrs, bond } as const;
    await expect(client.registerNode(registration)).rejects.toMatchObject({
      code: "BOND_TOO_SMALL",
      args: [bond, parseEther("100000")],
    });
  });

  it("refuses text that is no multiaddr before anything is sent", async () => {
    const client = chain.client(chain.account(4));
    await expect(client.setMultiaddrs({ multiaddrs: ["localhost:80"] })).rejects.toMatchObject({
      code: "INVALID_MULTIADDR",
      details: "localhost:80",
    });
  });
});
