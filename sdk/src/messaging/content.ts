import { decode, encode } from "cborg";
import * as v from "valibot";
import type { Hex } from "viem";
import { pad, unpad } from "../e2ee/index.ts";
import { SendingError } from "../errors/index.ts";

/** What a message holds, before padding and encryption. */
export type Content = {
  /** The sender's choice of 1 to 32 bytes, unique among its messages. */
  id: Hex;
  /** `text`, or a type that this version does not know and shows by its text. */
  type: string;
  text: string;
  /** Unix milliseconds by the sender's clock; grows with each message of a device. */
  sentAt: number;
  /** Copies to the sender's own devices: the DID (20 bytes of hex) that the message went to. */
  to?: Hex | undefined;
};

const contentSchema = v.object({
  id: v.custom<Hex>((id) => /^0x([0-9a-f]{2}){1,32}$/.test(String(id))),
  type: v.pipe(v.string(), v.maxLength(64)),
  text: v.optional(v.string(), ""),
  sentAt: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  to: v.optional(v.custom<Hex>((to) => /^0x[0-9a-f]{40}$/.test(String(to)))),
});

/** CBOR, padded to a size class. @throws SendingError CONTENT_TOO_LARGE */
export function encodeContent(content: Content): Uint8Array {
  return pad(encode(content, { ignoreUndefinedProperties: true }));
}

/** @throws SendingError MALFORMED_CONTENT, MALFORMED_PADDING */
export function decodeContent(padded: Uint8Array): Content {
  const bytes = unpad(padded);
  try {
    return v.parse(contentSchema, decode(bytes));
  } catch (cause) {
    throw new SendingError("A message's content cannot be read.", {
      code: "MALFORMED_CONTENT",
      cause,
    });
  }
}
