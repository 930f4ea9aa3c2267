import fc from "fast-check";
import {
  concat,
  decodeAbiParameters,
  encodeAbiParameters,
  getContractAddress,
  type Hex,
  parseAbi,
  parseAbiParameters,
  stringToHex,
  toFunctionSelector,
  toHex,
} from "viem";
import { call } from "viem/actions";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startChain, type TestChain } from "../../support/chain.ts";

// The same words with `bytes` for the texts: a stranger can send any.
const [signature] = parseAbi([
  "function tokenURI((string name,string description,string kind,string title,string[] lines,uint256 seed,(string name,string value,string display)[] traits) picture) pure returns (string)",
]);
const parameters = parseAbiParameters(
  "(bytes name,bytes description,bytes kind,bytes title,bytes[] lines,uint256 seed,(bytes name,bytes value,bytes display)[] traits) picture",
);
const HOSTILE = '</text><script>alert("1")</script>&\'"\\ \u0000\n ]]> 名前 🦊';

let chain: TestChain;
let to: Hex;
beforeAll(async () => {
  chain = await startChain();
  // No file names it: one of the first contracts of a deployment.
  for (let nonce = 0n; nonce < 20n; nonce++) {
    to = getContractAddress({ from: chain.account(0).address, nonce });
    if (await draw("0x").catch(() => undefined)) return;
  }
});
afterAll(() => chain?.stop());

describe("token pictures", () => {
  it("are JSON with a well-formed SVG, whatever texts a token has", async () => {
    const { json, svg } = await draw(stringToHex(HOSTILE));
    const shown = HOSTILE.replaceAll("\u0000", " ").replaceAll("\n", " ");
    expect(json.name).toBe(shown);
    expect(json.attributes).toEqual([
      { trait_type: shown, value: shown },
      { trait_type: "Count", value: 7, display_type: "number" },
    ]);
    expect(svg).not.toContain("<script>");
    expect(textsOf(svg)).toEqual([shown, shown, shown]);
  });

  it("are JSON with a well-formed SVG, whatever bytes stand where texts should", async () => {
    const bytes = fc.uint8Array({ maxLength: 24 });
    await fc.assert(
      fc.asyncProperty(bytes, fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), async (text, seed) => {
        const { json, svg } = await draw(toHex(text), seed);
        expect(textsOf(svg)).toEqual([json.name, json.name, json.name]);
      }),
      { numRuns: 100 },
    );
  });
});

/** The metadata of a token that says `text` everywhere. */
async function draw(text: Hex, seed = 1n) {
  const traits = [
    { name: text, value: text, display: "0x" as Hex },
    { name: stringToHex("Count"), value: stringToHex("7"), display: stringToHex("number") },
  ];
  const same = { name: text, description: text, kind: text, title: text, lines: [text] };
  const encoded = encodeAbiParameters(parameters, [{ ...same, seed, traits }]);
  const data = concat([toFunctionSelector(signature), encoded]);
  const { data: answer = "0x" } = await call(chain.client(), { to, data });
  const [uri] = decodeAbiParameters([{ type: "string" }], answer);
  const json = JSON.parse(decode(uri, "data:application/json;base64,"));
  return { json, svg: decode(json.image, "data:image/svg+xml;base64,") };
}

function decode(uri: string, prefix: string): string {
  expect(uri.slice(0, prefix.length)).toBe(prefix);
  // Throws for bytes that are no UTF-8, as a browser refuses such an SVG.
  const decoder = new TextDecoder("utf-8", { fatal: true });
  return decoder.decode(Buffer.from(uri.slice(prefix.length), "base64"));
}

/** Texts of the SVG's elements; throws for what is not well-formed. */
function textsOf(svg: string): string[] {
  const open: string[] = [];
  const texts: string[] = [];
  const token = /<(\/?)([a-zA-Z]+)((?: [\w:-]+="[^"<&]*")*)(\/?)>|([^<>]+)/y;
  for (let at = 0; at < svg.length; at = token.lastIndex) {
    const [, closes, tag = "", , empty, text] = token.exec(svg) ?? [];
    if (token.lastIndex === 0) throw new Error(`Not well-formed: ${svg.slice(at, at + 40)}`);
    if (text !== undefined) texts.push(unescaped(text));
    else if (closes) expect(open.pop()).toBe(tag);
    else if (tag === "text" && svg.startsWith("</text>", token.lastIndex)) texts.push("");
    if (text === undefined && !closes && !empty) open.push(tag);
  }
  expect(open).toEqual([]);
  return texts;
}

function unescaped(text: string): string {
  const names: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', "#39": "'" };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML forbids them.
  expect(text).not.toMatch(/[\u0000-\u001f\ufffe\uffff]|&(?!(?:lt|gt|amp|quot|#39);)/);
  return text.replaceAll(/&([^;]+);/g, (_, name: string) => names[name] ?? "");
}
