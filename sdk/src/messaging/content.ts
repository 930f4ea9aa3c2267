import { decode, encode } from "cborg";
import * as v from "valibot";
import { pad, unpad } from "../e2ee/index.ts";
import { SendingError } from "../errors/index.ts";

/** What a message holds, before padding and encryption. */
export type Content = {
  /** The sender's choice, unique among its messages. */
  id: string;
  /** `text`, or a type that this version does not know and shows by its text. */
  type: string;
  text: string;
  /** Unix seconds by the sender's clock. */
  sentAt: number;
  /** Copies to the sender's own devices: the DID (20 bytes of hex) that the message went to. */
  to?: `0x${string}` | undefined;
};

const contentSchema = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  type: v.pipe(v.string(), v.maxLength(64)),
  text: v.optional(v.string(), ""),
  sentAt: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  to: v.optional(v.custom<`0x${string}`>((to) => /^0x[0-9a-f]{40}$/.test(String(to)))),
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
