import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fetchBeacon, HttpCachingChain, HttpChainClient } from "drand-client";
import { size } from "viem";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type BeaconServer,
  beaconKey,
  createBeaconServer,
  signRound,
} from "../../../agents/src/roles/beacon/index.ts";

let folder: string;
let server: BeaconServer | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sdn-beacon-"));
});

afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(folder, { recursive: true });
});

const genesis = 1_800_000_000;

async function serve(now: () => number) {
  const options = { key: beaconKey(folder), period: 3, genesis, host: "127.0.0.1", port: 0, now };
  server = await createBeaconServer(options);
  return server;
}

function clientOf(baseUrl: string, { hash, public_key }: BeaconServer["info"]) {
  const options = {
    disableBeaconVerification: false,
    noCache: true,
    chainVerificationParams: { chainHash: hash, publicKey: public_key },
  };
  return new HttpChainClient(new HttpCachingChain(baseUrl, options), options);
}

describe("beaconKey", () => {
  it("draws a key once, for its owner's eyes only", () => {
    const first = beaconKey(folder);
    expect(beaconKey(folder)).toEqual(first);
    expect(size(first.publicKey)).toBe(128);
    expect(statSync(join(folder, "beacon.json")).mode & 0o777).toBe(0o600);
  });

  it("refuses a broken file without quoting it", () => {
    writeFileSync(join(folder, "beacon.json"), '{"secretKey":"0x1234"}');
    expect(() => beaconKey(folder)).toThrow(expect.objectContaining({ code: "CONFIG_KEYS" }));
    expect(() => beaconKey(folder)).toThrow(/^(?!.*1234)/);
    expect(readFileSync(join(folder, "beacon.json"), "utf8")).toContain("0x1234");
  });
});

describe("the beacon", () => {
  it("serves rounds that drand's client verifies", async () => {
    const { url, info } = await serve(() => genesis + 30);
    for (const base of [url, `${url}/${info.hash}`]) {
      const client = clientOf(base, info);
      expect(await client.chain().info()).toEqual(info);
      expect((await fetchBeacon(client, 5)).round).toBe(5);
      expect((await client.latest()).round).toBe(11);
    }
    expect(await (await fetch(`${url}/chains`)).json()).toEqual([info.hash]);
  });

  it("serves nothing that another key signed as its own", async () => {
    const { url, info } = await serve(() => genesis + 30);
    const other = { ...info, public_key: beaconKey(join(folder, "other")).publicKey.slice(2) };
    await expect(fetchBeacon(clientOf(url, other), 5)).rejects.toThrow(/verification params/);
  });

  it("serves a round when the chain's time reached it and not before", async () => {
    let now = genesis - 1;
    const { url } = await serve(() => now);
    const status = async (round: number) => (await fetch(`${url}/public/${round}`)).status;
    expect(await status(1)).toBe(425);
    now = genesis;
    expect([await status(1), await status(2)]).toEqual([200, 425]);
    now = genesis + 2;
    expect(await status(2)).toBe(425);
    now = genesis + 3;
    expect([await status(2), await status(3)]).toEqual([200, 425]);
  });

  it.each(["/public/0", "/public/-1", "/public/1.5", "/public/x", "/", "/info/1", "/public/1/2"])(
    "answers 404 to %s",
    async (path) => {
      const { url } = await serve(() => genesis);
      expect((await fetch(url + path)).status).toBe(404);
    },
  );

  it("signs a round the same way whenever it is asked", () => {
    const { secretKey } = beaconKey(folder);
    expect(signRound(secretKey, 9)).toEqual(signRound(secretKey, 9));
    expect(signRound(secretKey, 9).randomness).not.toBe(signRound(secretKey, 10).randomness);
  });
});
