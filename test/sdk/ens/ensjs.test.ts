// ensjs as applications use it, over our names and over a real ENS registry (.eth).
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ensPublicActions } from "@ensdomains/ensjs";
import { type Chain, createClient, http } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createNameClient, type NameClient } from "../../../sdk/src/names/index.ts";
import { startChain, type TestChain } from "../../support/chain.ts";
import { registerNow } from "../../support/names.ts";
import { root } from "../../support/root.ts";
import { deployEns, type Ens } from "./ensRegistry.ts";

const ARTIFACT = "out/UniversalResolver.sol/UniversalResolver.json";

let chain: TestChain;
let ens: Ens;
let names: NameClient;
beforeAll(async () => {
  chain = await startChain();
  await registerNow(chain, 10, {
    name: "alice",
    primary: true,
    records: { texts: { url: "https://alice.example" } },
  });
  const { bytecode } = JSON.parse(readFileSync(join(root, ARTIFACT), "utf8"));
  ens = await deployEns(chain, bytecode.object);
  const { address } = chain.account(18);
  await ens.set("vitalik.eth", { addr: address, text: ["url", "https://vitalik.example"] });
  const reverse = `${address.slice(2).toLowerCase()}.addr.reverse`;
  await ens.set(reverse, { name: "vitalik.eth" });
  const { universalResolver } = ens;
  const ethereum = { rpc: chain.rpc, chain: reader().chain, universalResolver };
  names = createNameClient({ client: reader(), ethereum });
});
afterAll(() => chain?.stop());

const reader = () => chain.client();

describe("ensjs", () => {
  it("reads names of the network", async () => {
    const address = chain.deployment.contracts.universalResolver;
    const known: Chain = {
      ...reader().chain,
      contracts: { ensUniversalResolver: { address } },
    };
    const client = createClient({ chain: known, transport: http(chain.rpc) });
    const actions = ensPublicActions(client as never);
    const name = "alice.sdn";
    expect(await actions.getAddressRecord({ name })).toMatchObject({
      value: chain.account(10).address,
    });
    expect(await actions.getTextRecord({ name, key: "url" })).toBe("https://alice.example");
    expect(await actions.getName({ address: chain.account(10).address })).toMatchObject({
      ...{ name, match: true },
    });
    const records = { name, texts: ["url", "email"], coins: ["ETH"], contentHash: true };
    expect(await actions.getRecords(records)).toMatchObject({
      texts: [{ key: "url", value: "https://alice.example" }],
      coins: [{ id: 60, value: chain.account(10).address }],
    });
  });
});

describe("createNameClient", () => {
  it("resolves .sdn here and .eth where ENS is", async () => {
    expect(await names.resolveName("Alice.sdn")).toBe(chain.account(10).address);
    expect(await names.resolveName("nobody.sdn")).toBeNull();
    expect(await names.resolveName("Vitalik.eth")).toBe(chain.account(18).address);
    expect(await names.resolveName("nobody.eth")).toBeNull();
    expect(await names.resolveName("below.vitalik.eth")).toBeNull();
  });

  it("reads texts of both", async () => {
    expect(await names.getText("alice.sdn", "url")).toBe("https://alice.example");
    expect(await names.getText("vitalik.eth", "url")).toBe("https://vitalik.example");
    expect(await names.getText("vitalik.eth", "email")).toBeNull();
  });

  it("says what a wallet is called, here first", async () => {
    expect(await names.lookupName(chain.account(10).address)).toBe("alice.sdn");
    expect(await names.lookupName(chain.account(18).address)).toBe("vitalik.eth");
    expect(await names.lookupName(chain.account(17).address)).toBeNull();
  });

  it("throws INVALID_NAME, NO_ETHEREUM, NO_UNIVERSAL_RESOLVER", async () => {
    await expect(names.resolveName("vitаlik.eth")).rejects.toMatchObject({ code: "INVALID_NAME" });
    const alone = createNameClient({ client: reader() });
    await expect(alone.resolveName("vitalik.eth")).rejects.toMatchObject({ code: "NO_ETHEREUM" });
    const ethereum = { rpc: chain.rpc, chain: reader().chain };
    expect(() => createNameClient({ client: reader(), ethereum })).toThrow(
      expect.objectContaining({ code: "NO_UNIVERSAL_RESOLVER" }),
    );
  });
});
