// Unmodified viem, which knows nothing of us but one address.
import { toCoinType } from "viem";
import { getEnsAddress, getEnsAvatar, getEnsName, getEnsResolver, getEnsText } from "viem/actions";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startChain, type TestChain } from "../../support/chain.ts";
import { registerNow } from "../../support/names.ts";

let chain: TestChain;
let universalResolverAddress: `0x${string}`;
beforeAll(async () => {
  chain = await startChain();
  universalResolverAddress = chain.deployment.contracts.universalResolver;
  await registerNow(chain, 10, {
    name: "alice",
    primary: true,
    records: {
      texts: { url: "https://alice.example", avatar: "data:image/svg+xml;base64,PHN2Zy8+" },
      addresses: { 0: "0x0014751e76e8199196d454941c45d1b3a323f1433bd6" },
    },
  });
});
afterAll(() => chain?.stop());

const reader = () => chain.client();
const alice = () => chain.account(10).address;

describe("viem", () => {
  it("finds the address of a name, by coin type too", async () => {
    const of = (name: string, coinType?: bigint) =>
      getEnsAddress(reader(), {
        ...{ name, universalResolverAddress },
        ...(coinType !== undefined && { coinType }),
      });
    expect(await of("alice.sdn")).toBe(alice());
    const here = await of("alice.sdn", toCoinType(chain.deployment.chainId));
    expect(here?.toLowerCase()).toBe(alice().toLowerCase());
    expect(await of("alice.sdn", 0n)).toBe("0x0014751e76e8199196d454941c45d1b3a323f1433bd6");
    expect(await of("alice.sdn", toCoinType(10))).toBeNull();
    expect(await of("nobody.sdn")).toBeNull();
  });

  it("finds the name of an address (ENSIP-19)", async () => {
    const of = (address: `0x${string}`, coinType?: bigint) =>
      getEnsName(reader(), {
        ...{ address, universalResolverAddress },
        ...(coinType !== undefined && { coinType }),
      });
    expect(await of(alice())).toBe("alice.sdn");
    expect(await of(alice(), toCoinType(chain.deployment.chainId))).toBe("alice.sdn");
    expect(await of(chain.account(11).address)).toBeNull();
    // Somebody calls itself alice.
    await chain.client(chain.account(11)).setReverseName({ name: "alice.sdn" });
    expect(await of(chain.account(11).address)).toBeNull();
  });

  it("reads texts, avatars and resolvers", async () => {
    const text = (key: string) =>
      getEnsText(reader(), { name: "alice.sdn", key, universalResolverAddress });
    expect(await text("url")).toBe("https://alice.example");
    expect(await text("email")).toBeNull();
    const resolver = await getEnsResolver(reader(), {
      ...{ name: "alice.sdn", universalResolverAddress },
    });
    expect(resolver.toLowerCase()).toBe(chain.deployment.contracts.nameResolver);
    const avatar = await getEnsAvatar(reader(), {
      ...{ name: "alice.sdn", universalResolverAddress },
    });
    expect(avatar).toBe("data:image/svg+xml;base64,PHN2Zy8+");
  });

  it("resolves below a name whose holder wants that (ENSIP-10)", async () => {
    const of = (name: string) => getEnsAddress(reader(), { name, universalResolverAddress });
    expect(await of("anything.alice.sdn")).toBeNull();
    await chain.client(chain.account(10)).setRecords({ name: "alice", wildcard: true });
    expect(await of("anything.alice.sdn")).toBe(alice());
    await chain.client(chain.account(10)).setSubname({
      ...{ name: "phone.alice.sdn", holder: chain.account(12).address },
    });
    expect(await of("phone.alice.sdn")).toBe(chain.account(12).address);
  });
});
