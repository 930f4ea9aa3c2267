import { parseAbi } from "viem";
import { getBlock, readContract } from "viem/actions";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  addressInSegment,
  formatSegment,
  formatUnicast,
  parseSegment,
  segmentIdOf,
} from "../../../sdk/src/addresses/index.ts";
import type { SendingClient } from "../../../sdk/src/client.ts";
import { startChain, type TestChain } from "../../support/chain.ts";

let chain: TestChain;
let governor: SendingClient;
let alice: SendingClient;
let bob: SendingClient;
let expiry: number;
let tops = 0x0a00n;
beforeAll(async () => {
  chain = await startChain();
  governor = chain.client(chain.account(0));
  alice = chain.client(chain.account(20));
  bob = chain.client(chain.account(21));
  expiry = Number((await getBlock(alice)).timestamp) + 100_000;
});
afterAll(() => chain?.stop());

/** A new top segment of alice's. */
async function grant(): Promise<string> {
  const segment = formatSegment({ prefix: ++tops, bits: 16 });
  const to = chain.account(20).address;
  const granted = await governor.grantSegment({ segment, to, expiry });
  expect(granted).toMatchObject({ segment, holder: to, expiry });
  return segment;
}
const addressAt = (segment: string, host: bigint) =>
  formatUnicast(addressInSegment(parseSegment(segment), host));

describe("segments", () => {
  it("are split, looked up, extended, merged back and given away", async () => {
    const parent = await grant();
    const { children } = await alice.subdivide({
      parent,
      bits: 24,
      index: 7,
      count: 2,
      expiry: expiry - 9,
    });
    const [child = "", other = ""] = children;
    expect(children.map((text) => parseSegment(text).prefix)).toEqual([
      (tops << 8n) | 7n,
      (tops << 8n) | 8n,
    ]);
    expect(await alice.getSegment({ segment: child })).toEqual({
      ...{
        segment: child,
        id: segmentIdOf(parseSegment(child)),
        holder: chain.account(20).address,
      },
      ...{ expiry: expiry - 9, live: true, parent, childBits: 0, children: 0 },
      ...{ emancipated: false, lease: null },
    });
    expect(await alice.getSegment({ segment: parent })).toMatchObject({
      children: 2,
      childBits: 24,
      parent: null,
    });

    await alice.extendSegment({ segment: child, expiry });
    await alice.reclaimSegments({ segments: [other] });
    await alice.transferSegment({ segment: child, to: chain.account(21).address });
    await expect(alice.reclaimSegments({ segments: [child] })).rejects.toMatchObject({
      code: "STILL_EMANCIPATED",
    });
    const unicast = addressAt(child, 5n);
    expect(await bob.whois({ unicast })).toEqual({
      ...{ unicast, segment: child, operator: chain.account(21).address, expiry, wallet: null },
    });
    expect((await bob.whois({ unicast: addressAt(other, 5n) })).segment).toBe(parent);
    await expect(bob.getSegment({ segment: other })).rejects.toMatchObject({
      code: "UNKNOWN_SEGMENT",
    });
  });

  it("are written on chain as they are here, and drawn for any ERC-721 reader", async () => {
    const segment = await grant();
    const abi = parseAbi([
      "function textOf(uint256) view returns (string)",
      "function tokenURI(uint256) view returns (string)",
    ]);
    const address = chain.deployment.contracts.subnetLicense;
    const args = [segmentIdOf(parseSegment(segment))] as const;
    expect(await readContract(alice, { address, abi, functionName: "textOf", args })).toBe(segment);
    const uri = await readContract(alice, { address, abi, functionName: "tokenURI", args });
    const { name, image, attributes } = JSON.parse(
      Buffer.from(uri.replace("data:application/json;base64,", ""), "base64").toString(),
    );
    expect(name).toBe(segment);
    expect(attributes).toContainEqual({ trait_type: "Bits", value: 16, display_type: "number" });
    const svg = Buffer.from(image.replace("data:image/svg+xml;base64,", ""), "base64").toString();
    expect(svg).toContain("0a02/16");
  });

  it("are leased; the tenant operates them and alone ends the lease", async () => {
    const segment = await grant();
    const tenant = chain.account(21).address;
    await alice.leaseSegment({ segment, tenant, expires: expiry });
    expect((await alice.getSegment({ segment })).lease).toEqual({ tenant, expires: expiry });
    expect((await alice.whois({ unicast: addressAt(segment, 1n) })).operator).toBe(tenant);
    await expect(alice.endLease({ segment })).rejects.toMatchObject({
      code: "SEGMENT_LEASED",
      hint: expect.stringContaining("tenant"),
    });
    await bob.endLease({ segment });
    expect((await alice.getSegment({ segment })).lease).toBeNull();
  });

  it("are split and leased in one batch, or by a relayer", async () => {
    const parent = await grant();
    const [one, two] = await Promise.all([
      alice.subdivide.call({ parent, bits: 20, count: 16, expiry }),
      alice.leaseSegment.call({
        ...{ segment: formatSegment({ prefix: tops << 4n, bits: 20 }), expires: expiry },
        tenant: chain.account(22).address,
      }),
    ]);
    const signed = await alice.signCalls({ calls: [one, two] });
    await bob.sendSignedCalls({ signed });
    expect(await bob.whois({ unicast: addressAt(parent, 0n) })).toMatchObject({
      operator: chain.account(22).address,
    });
  });
});

describe("bindings", () => {
  it("connect an address and a wallet that signs, until the operator changes", async () => {
    const segment = await grant();
    const wallet = chain.account(22);
    const unicast = addressAt(segment, 9n);
    const bound = await alice.bindAddress({ unicast, wallet });
    expect(bound).toMatchObject({ unicast, wallet: wallet.address, segment });
    expect(await bob.getBinding({ wallet: wallet.address })).toBe(unicast);
    expect((await bob.whois({ unicast })).wallet).toBe(wallet.address);
    await alice.transferSegment({ segment, to: chain.account(21).address });
    expect(await bob.getBinding({ wallet: wallet.address })).toBeNull();

    await bob.bindAddress({ unicast, wallet: chain.account(21) });
    expect(await bob.getBinding({ wallet: chain.account(21).address })).toBe(unicast);
    await bob.unbindAddress({ unicast });
    await expect(bob.unbindAddress({ unicast })).rejects.toMatchObject({ code: "NOT_BOUND" });
  });

  it("need the operator", async () => {
    const unicast = addressAt(await grant(), 9n);
    await expect(bob.bindAddress({ unicast, wallet: chain.account(22) })).rejects.toMatchObject({
      code: "NOT_OPERATOR",
    });
  });
});

describe("bad input", () => {
  it("is refused before any transaction", async () => {
    const to = chain.account(21).address;
    const parent = formatSegment({ prefix: 1n, bits: 16 });
    const refusals: [Promise<unknown>, string][] = [
      [alice.grantSegment({ segment: "0a1b00/24", to, expiry }), "INVALID_SEGMENT"],
      [alice.subdivide({ parent, bits: 16, expiry }), "INVALID_SEGMENT"],
      [alice.subdivide({ parent, bits: 24, index: 255, count: 2, expiry }), "INVALID_SEGMENT"],
      [alice.subdivide({ parent, bits: 24, count: 257, expiry }), "INVALID_COUNT"],
      [alice.subdivide({ parent, bits: 24, expiry: -1 }), "INVALID_TIME"],
      [alice.leaseSegment({ segment: parent, tenant: "0x12", expires: expiry }), "INVALID_ADDRESS"],
      [alice.whois({ unicast: "sdn1nobody" }), "INVALID_ADDRESS"],
      [alice.getSegment({ segment: "0a1b4/17" }), "STRAY_BITS"],
    ];
    for (const [promise, code] of refusals) await expect(promise).rejects.toMatchObject({ code });
  });
});
