import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startChain, type TestChain } from "../../support/chain.ts";

/** A round that drand's evmnet has published. */
const round = 9_337_227;
const signature =
  "0x01d65d6128f4b2df3d08de85543d8efe06b0281d0770246ae3672e8ddd3efda0269373123458f0b5c0073eeed1c816a06809e127421513e34ee07df6987910b3";

let chain: TestChain;
beforeAll(async () => {
  chain = await startChain();
});
afterAll(() => chain?.stop());

describe("licences", () => {
  it("are issued, and carry an identity into the set", async () => {
    const issuer = chain.client(chain.account(0));
    const { licenses } = await issuer.grantLicense({ to: chain.account(1).address, quantity: 2 });
    expect(licenses).toHaveLength(2);
    const holder = chain.client(chain.account(1));
    const [first = 0n, second = 0n] = licenses;
    await holder.registerIdentity({ license: first, commitment: 111n });
    await holder.registerIdentity({ license: second, commitment: 222n });
    const { added, removed } = await chain.client(chain.account(2)).applyIdentities();
    expect(added).toEqual([111n, 222n]);
    expect(removed).toEqual([]);
  });

  it("are governance's to grant and the holder's to use", async () => {
    const stranger = chain.client(chain.account(3));
    const issue = stranger.grantLicense({ to: chain.account(3).address });
    await expect(issue).rejects.toMatchObject({ errorName: "OwnableUnauthorizedAccount" });
    const { licenses } = await chain
      .client(chain.account(0))
      .grantLicense({ to: chain.account(1).address });
    const [license = 0n] = licenses;
    const register = stranger.registerIdentity({ license, commitment: 333n });
    await expect(register).rejects.toMatchObject({ errorName: "NotLicenseHolder" });
  });

  it("refuse a commitment that was used", async () => {
    const { licenses } = await chain
      .client(chain.account(0))
      .grantLicense({ to: chain.account(4).address, quantity: 2 });
    const holder = chain.client(chain.account(4));
    const [first = 0n, second = 0n] = licenses;
    await holder.registerIdentity({ license: first, commitment: 444n });
    const again = holder.registerIdentity({ license: second, commitment: 444n });
    await expect(again).rejects.toMatchObject({ errorName: "CommitmentUsed" });
  });
});

describe("the beacon", () => {
  it("accepts a round that drand signed, once", async () => {
    const client = chain.client(chain.account(5));
    const { randomness } = await client.proveRound({ round, signature });
    expect(randomness).toMatch(/^0x[0-9a-f]{64}$/);
    await expect(client.proveRound({ round, signature })).rejects.toMatchObject({
      errorName: "RoundAlreadyProven",
    });
  });

  it("refuses a signature of another round, and one of the wrong size", async () => {
    const client = chain.client(chain.account(5));
    await expect(client.proveRound({ round: round + 1, signature })).rejects.toMatchObject({
      errorName: "InvalidBeaconSignature",
    });
    await expect(client.proveRound({ round, signature: "0x1234" })).rejects.toMatchObject({
      code: "INVALID_BEACON_SIGNATURE",
    });
  });

  it("has no seed for an epoch whose round nobody has proven", async () => {
    expect(await chain.client().getSeed({ epoch: 3 })).toBeUndefined();
  });
});
