import { keccak256, parseEther, stringToHex, zeroAddress, zeroHash } from "viem";
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

describe("delegated stake", () => {
  it("is delegated, moved, taken out and paid back", async () => {
    const operators = await Promise.all([50, 51].map(operator));
    for (const client of operators) {
      await client.registerNode({
        ...{ role: "edge", ...freshNodeKeys(), multiaddrs, bond, commissionBps: 1_000 },
      });
    }
    const [first, second] = operators.map((client) => client.account?.address ?? zeroAddress);
    if (first === undefined || second === undefined) throw new Error("unreachable");
    const client = await operator(52);
    const delegator = client.account?.address ?? zeroAddress;
    const amount = parseEther("100");

    const { pool, fromEpoch } = await client.delegate({ operator: first, amount });
    expect(await client.getNode({ operator: first })).toMatchObject({ stake: bond + amount });
    expect(await client.getCommission({ operator: first, epoch: fromEpoch })).toBe(1_000);
    expect(await client.getDelegations({ delegator })).toMatchObject([
      { pool, operator: first, amount, formerly: undefined },
    ]);

    const moved = await client.redelegate({ pool, operator: second, amount: amount / 2n });
    expect(moved.amount).toBe(amount / 2n);
    const [, position] = await client.getDelegations({ delegator });
    expect(position).toMatchObject({ operator: second, formerly: first, amount: amount / 2n });
    await expect(client.redelegate({ pool: moved.pool, operator: first })).rejects.toMatchObject({
      errorName: "StillLiable",
      hint: expect.any(String),
    });

    await client.undelegate({ pool: moved.pool });
    const { withdrawableAt } = await client.undelegate({ pool, amount: parseEther("20") });
    expect(await client.getUnbonding({ delegator })).toMatchObject([
      { pool: moved.pool, amount: amount / 2n },
      { pool, amount: parseEther("20"), withdrawableAt },
    ]);
    await expect(client.withdrawUnbonded()).rejects.toMatchObject({
      errorName: "NothingWithdrawable",
    });
    await chain.pass(chain.deployment.schedule.unbonding);
    expect(await client.withdrawUnbonded()).toMatchObject({ amount: parseEther("70") });
  });

  it("is refused before anything is sent when there is less", async () => {
    const client = await operator(53);
    await expect(client.undelegate({ pool: 1n })).rejects.toMatchObject({ code: "NO_DELEGATION" });
    const calls = await client.delegate.call({ operator: zeroAddress, amount: 1n });
    expect(calls).toMatchObject({ contract: "delegationPools", functionName: "delegate" });
  });

  it("answers what an offence costs", async () => {
    const offence = keccak256(stringToHex("guardian-equivocation"));
    expect(await chain.client().getOffence({ offence })).toMatchObject({
      evidence: expect.stringMatching(
        new RegExp(chain.deployment.contracts.guardianEquivocation, "i"),
      ),
      maxAmount: 2n ** 96n - 1n,
    });
    expect(await chain.client().getOffence({ offence: zeroHash })).toBeUndefined();
  });
});
