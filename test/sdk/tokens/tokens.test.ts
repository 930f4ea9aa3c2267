// Identities, names and segments as a wallet or a market sees them: through the standard ERC-721 ABI
// alone, and their pictures in a real browser.
import { type Abi, type Address, erc721Abi, namehash, parseAbi, parseEther, zeroHash } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nameRegistrarAbi, subnetLicenseAbi } from "../../../sdk/src/abis/index.ts";
import { startBrowser } from "../../support/browser.ts";
import { startChain, type TestChain } from "../../support/chain.ts";

const YEAR = 365n * 24n * 3600n;
const extraAbi = parseAbi(["function supportsInterface(bytes4 id) view returns (bool)"]);

type Token = { contract: Address; id: bigint; title: string; kind: RegExp };
type Metadata = {
  name: string;
  description: string;
  image: string;
  attributes: { trait_type: string; value: string | number; display_type?: string }[];
};

let chain: TestChain;
let tokens: Record<"identity" | "name" | "segment", Token>;
beforeAll(async () => {
  chain = await startChain();
  tokens = { identity: await identity(), name: await name(), segment: await segment() };
});
afterAll(() => chain?.stop());

const kinds = ["identity", "name", "segment"] as const;
const holder = () => chain.account(1);
const client = () => chain.client(holder());

async function write(address: Address, abi: Abi, functionName: string, args: unknown[], by = 1) {
  const account = chain.account(by);
  const value = functionName === "register" ? parseEther("1") : 0n;
  const sender = chain.client(account);
  const hash = await sender.writeContract({ address, abi, functionName, args, account, value });
  await sender.waitForTransactionReceipt({ hash });
}

async function identity(): Promise<Token> {
  const { did } = await client().createDid();
  const digits = did.split(":")[3] ?? "";
  const title = `${digits.slice(0, 4)}…${digits.slice(-4)}`;
  const contract = chain.deployment.contracts.didRegistry;
  return { contract, id: BigInt(`0x${digits}`), title, kind: /DID/ };
}

async function name(): Promise<Token> {
  const { nameRegistrar, nameRegistry } = chain.deployment.contracts;
  const registration = {
    ...{ label: "márta👋", holder: holder().address, duration: YEAR },
    ...{ secret: zeroHash, records: [], primary: false },
  };
  const commitment = await client().readContract({
    ...{ address: nameRegistrar, abi: nameRegistrarAbi },
    ...{ functionName: "commitmentOf", args: [registration] },
  });
  await write(nameRegistrar, nameRegistrarAbi as Abi, "commit", [commitment]);
  await chain.pass(chain.deployment.schedule.nameCommitDelay);
  await write(nameRegistrar, nameRegistrarAbi as Abi, "register", [registration]);
  const id = BigInt(namehash("márta👋.sdn"));
  return { contract: nameRegistry, id, title: "márta👋.sdn", kind: /NAME/i };
}

async function segment(): Promise<Token> {
  const contract = chain.deployment.contracts.subnetLicense;
  const { timestamp } = await client().getBlock();
  const args = [holder().address, 0xbeefn, timestamp + YEAR];
  await write(contract, subnetLicenseAbi as Abi, "grant", args, 0);
  return { contract, id: (0xbeefn << 8n) | 16n, title: "/16", kind: /SEGMENT|SUBNET/i };
}

async function metadataOf({ contract: address, id }: Token): Promise<Metadata> {
  const uri = await client().readContract({
    ...{ address, abi: erc721Abi },
    ...{ functionName: "tokenURI", args: [id] },
  });
  expect(uri).toMatch(/^data:application\/json;base64,/);
  return JSON.parse(Buffer.from(uri.split(",")[1] ?? "", "base64").toString());
}

describe.each(kinds)("the token of a %s", (kind) => {
  it("has a holder, a balance, a collection name and a symbol", async () => {
    const { contract: address, id } = tokens[kind];
    const read = (functionName: string, args: unknown[] = []) =>
      client().readContract({ address, abi: erc721Abi as Abi, functionName, args });
    expect(await read("ownerOf", [id])).toBe(holder().address);
    expect(await read("balanceOf", [holder().address])).toBe(1n);
    expect(await read("name")).toMatch(/SendingNetwork/);
    expect(await read("symbol")).toMatch(/^[A-Z]{3,8}$/);
  });

  it("announces ERC-165, ERC-721, its metadata and ERC-4906", async () => {
    const { contract: address } = tokens[kind];
    const supports = (id: `0x${string}`) =>
      client().readContract({
        ...{
          address,
          abi: extraAbi,
          functionName: "supportsInterface" as const,
          args: [id] as const,
        },
      });
    for (const id of ["0x01ffc9a7", "0x80ac58cd", "0x5b5e139f", "0x49064906"] as const) {
      expect(await supports(id), id).toBe(true);
    }
    expect(await supports("0xffffffff")).toBe(false);
  });

  it("moves by approval and safeTransferFrom, as markets do it", async () => {
    const { contract: address, id } = tokens[kind];
    const [market, buyer] = [chain.account(2), chain.account(3)];
    const abi = erc721Abi as Abi;
    const { address: from } = holder();
    await write(address, abi, "approve", [market.address, id]);
    await write(address, abi, "safeTransferFrom", [from, buyer.address, id], 2);
    const owner = { address, abi: erc721Abi, functionName: "ownerOf", args: [id] } as const;
    expect(await client().readContract(owner)).toBe(buyer.address);
    await write(address, abi, "transferFrom", [buyer.address, from, id], 3);
    expect(await client().readContract(owner)).toBe(from);
  });

  it("describes itself on chain", async () => {
    const { name: title, description, image, attributes } = await metadataOf(tokens[kind]);
    expect(title.length).toBeGreaterThan(3);
    expect(description).toMatch(/\w+\.$/);
    expect(image).toMatch(/^data:image\/svg\+xml;base64,/);
    for (const { trait_type, value, display_type } of attributes) {
      expect(trait_type).toMatch(/^[A-Z]/);
      expect(typeof value).toBe(display_type ? "number" : "string");
    }
  });
});

describe("the pictures in a browser", () => {
  it("render, with every text inside the frame and its title large", async () => {
    const { browser, stop } = await startBrowser();
    try {
      const page = await browser.newPage({ viewport: { width: 400, height: 400 } });
      for (const kind of kinds) {
        const { image } = await metadataOf(tokens[kind]);
        await page.setContent(Buffer.from(image.split(",")[1] ?? "", "base64").toString());
        const drawn = await page.evaluate(() => {
          const texts = [...document.querySelectorAll("text")].map((text) => {
            const { x, y, width, height } = text.getBBox();
            const size = Number.parseFloat(getComputedStyle(text).fontSize);
            return {
              text: text.textContent ?? "",
              x,
              y,
              right: x + width,
              bottom: y + height,
              size,
            };
          });
          return { texts, cells: document.querySelectorAll("svg rect").length };
        });
        expect(drawn.texts.length, kind).toBeGreaterThanOrEqual(2);
        expect(drawn.cells, kind).toBeGreaterThan(1);
        for (const { text, x, y, right, bottom } of drawn.texts) {
          expect(Math.min(x, y), `${kind}: ${text}`).toBeGreaterThanOrEqual(0);
          expect(Math.max(right, bottom), `${kind}: ${text}`).toBeLessThanOrEqual(400);
        }
        const [largest] = [...drawn.texts].sort((a, b) => b.size - a.size);
        expect(largest?.text, kind).toContain(tokens[kind].title);
        expect(drawn.texts[0]?.text, kind).toMatch(tokens[kind].kind);
      }
    } finally {
      await stop();
    }
  });
});
