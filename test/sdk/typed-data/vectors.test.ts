import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  digestOf,
  type SignedStructs,
  type SigningContext,
  type StructName,
} from "../../../sdk/src/typed-data/index.ts";

type Vectors = SigningContext & {
  messages: Partial<Record<StructName, Record<string, unknown>>>;
  digests: Partial<Record<StructName, string>>;
};

const file = new URL("../../vectors/signed-structs.json", import.meta.url);
const vectors: Vectors = JSON.parse(readFileSync(file, "utf8"));

/** Wide integers stand in the file as decimal text. */
function parsed(message: object): object {
  const read = (value: unknown) =>
    typeof value === "string" && /^[0-9]+$/.test(value) ? BigInt(value) : value;
  return Object.fromEntries(Object.entries(message).map(([name, value]) => [name, read(value)]));
}

describe("digestOf agrees with the vectors that the contracts check", () => {
  for (const [name, message] of Object.entries(vectors.messages)) {
    it(name, () => {
      const struct = name as StructName;
      const digest = digestOf(vectors, struct, parsed(message) as SignedStructs[StructName]);
      expect(digest).toBe(vectors.digests[struct]);
    });
  }
});
