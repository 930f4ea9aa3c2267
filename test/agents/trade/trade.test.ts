import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEther } from "viem";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { runCli } from "../../../agents/src/cli/runCli.ts";
import { itemFrom, textOf } from "../../../agents/src/trade/items.ts";
import { toItem } from "../../../sdk/src/trade/index.ts";
import { keyOf, startChain, type TestChain } from "../../support/chain.ts";

const [ALICE, BOB] = [37, 38];

let chain: TestChain;
let folder: string;
beforeAll(async () => {
  chain = await startChain();
  folder = mkdtempSync(join(tmpdir(), "sdn-trade-"));
  const treasury = chain.client(chain.account(0));
  for (const index of [ALICE, BOB]) {
    await treasury.transferSend({ to: chain.account(index).address, amount: parseEther("1000") });
  }
});
afterAll(async () => {
  await chain?.stop();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => vi.restoreAllMocks());

/** Key file of a test account. */
function key(index: number): string {
  const path = join(folder, `${index}.key`);
  writeFileSync(path, keyOf(index), { mode: 0o600 });
  return path;
}

/** Runs `sdn trade ...` as account `index`; what it says and its exit code. */
async function trade(index: number, ...args: string[]) {
  const out = vi.spyOn(console, "log").mockImplementation(() => {});
  const err = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  const network = ["--rpc", chain.rpc, "--deployment", chain.deploymentFile];
  const code = await runCli(["trade", ...args, ...network, "--key", key(index)]);
  const text = (calls: unknown[][]) => calls.map(([line]) => String(line)).join("\n");
  const heard = { code, out: text(out.mock.calls), err: text(err.mock.calls) };
  vi.restoreAllMocks();
  return heard;
}

/** The same without questions; what `--json` prints. */
async function done(index: number, ...args: string[]) {
  const { code, out, err } = await trade(index, ...args, "--yes", "--json");
  expect(code, err).toBe(0);
  return JSON.parse(out);
}

const balance = (index: number) =>
  chain.client().getSendBalance({ account: chain.account(index).address });

describe("sdn trade", () => {
  it("offers an identity for SEND; the other side accepts the line, once", async () => {
    const { did } = await chain.client(chain.account(ALICE)).createDid();
    const file = join(folder, "offer.txt");
    const made = await done(ALICE, "offer", "--give", did, "--want", "2.5 SEND", "--out", file);
    expect(readFileSync(file, "utf8")).toBe(`${made.offer}\n`);
    expect(statSync(file).mode & 0o077).toBe(0);

    const dry = await trade(BOB, "accept", made.offer, "--dry-run");
    expect(dry.out).toContain("you give  2.5 SEND");
    expect(dry.out).toContain(`you get   ${did}`);
    expect(dry.out).toContain("approve 2.5 SEND");
    expect(await balance(BOB)).toBe(parseEther("1000"));

    expect(await done(BOB, "accept", file)).toMatchObject({ gave: "2.5 SEND", got: did });
    expect(await balance(BOB)).toBe(parseEther("997.5"));
    const { controller } = await chain.client().getDid({ did });
    expect(controller).toBe(chain.account(BOB).address);

    const again = await trade(BOB, "accept", made.offer, "--yes");
    expect(again.code).not.toBe(0);
    expect(again.err).toContain("It was filled");
  });

  it("keeps coins that are offered, and gives them back with a cancel", async () => {
    const made = await done(ALICE, "offer", "--give", "0.5 native", "--want", "1 SEND");
    expect(made).toMatchObject({ published: true });
    expect(await done(ALICE, "cancel", made.offer)).toMatchObject({
      refunded: "500000000000000000",
    });
    expect((await trade(BOB, "accept", made.offer, "--yes")).err).toContain("cancelled");
    expect((await trade(ALICE, "cancel", made.offer, "--yes")).err).toContain("ended already");
  });

  it("fills parts, for the one who was named", async () => {
    const terms = ["--give", "10 SEND", "--want", "0.01 native", "--parts", "4", "--expires", "2h"];
    const to = chain.account(BOB).address;
    const made = await done(ALICE, "offer", ...terms, "--to", to);
    const part = await done(BOB, "accept", made.offer, "--parts", "1");
    expect(part).toMatchObject({ gave: "0.0025 native", got: "2.5 SEND" });
    expect((await trade(ALICE, "accept", made.offer, "--yes")).err).toContain("Only");
    await done(ALICE, "cancel", "--all");
    expect((await trade(BOB, "accept", made.offer, "--parts", "1", "--yes")).err).toContain(
      "cancelled",
    );
  });

  it("refuses what makes no sense before anything is sent", async () => {
    const refused = async (text: string, ...args: string[]) => {
      const { code, err } = await trade(ALICE, ...args, "--yes");
      expect(code).not.toBe(0);
      expect(err).toContain(text);
    };
    await refused("is nothing that can be traded", "offer", "--give", "a lot");
    await refused("more than 18 decimals", "offer", "--give", "0.0000000000000000001 SEND");
    await refused("gives nothing and wants nothing", "offer");
    await refused("You do not have", "offer", "--give", "999999 SEND", "--want", "1 native");
    await refused("is no time", "offer", "--give", "1 SEND", "--expires", "soon");
    await refused("within 366 days", "offer", "--give", "1 SEND", "--expires", "500d");
    await refused("There is no such offer", "accept", "nothing");
    await refused("This text is not an offer", "accept", "sdn-offer:AAAA");
    await refused("Say which offer", "cancel");
  });
});

describe("items", () => {
  it("are read as they are written", async () => {
    const client = chain.client();
    const token = chain.account(40).address;
    const lines = [
      "1.5 SEND",
      "0.25 native",
      `erc721:${token}:42`,
      `erc1155:${token}:7:9`,
      "did:sdn:31337:00000000000000000000000000000000000000ff",
      `lease:${token}:3:2099-01-01T00:00:00.000Z`,
    ];
    for (const line of lines) {
      expect(await textOf(client, toItem(await itemFrom(client, line)))).toBe(line);
    }
    const name = await itemFrom(client, "name:alice.sdn");
    expect(name).toMatchObject({ kind: "erc721" });
  });
});
