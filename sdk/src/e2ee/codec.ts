import { decode, encode } from "cborg";
import * as v from "valibot";
import { SendingError } from "../errors/index.ts";

/** Schemas of what is kept in a store: one damaged entry must not be taken for a key. */
export const anyBytes = v.custom<Uint8Array>((value) => value instanceof Uint8Array);
export const bytes = (length: number) =>
  v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === length);
export const key = bytes(32);
export const uint = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const keyPair = v.strictObject({ secret: key, public: key });
export const hex = (length: number) =>
  v.custom<`0x${string}`>(
    (value) =>
      typeof value === "string" && new RegExp(`^0x[0-9a-f]{${2 * length}}$`, "i").test(value),
  );

/** CBOR bytes of plain data; fields that are undefined are left out. */
export function toBytes(value: unknown): Uint8Array {
  return encode(value, { ignoreUndefinedProperties: true });
}

/** @throws SendingError CORRUPT_STATE */
export function fromBytes<const S extends v.GenericSchema>(
  schema: S,
  encoded: Uint8Array,
  what: string,
): v.InferOutput<S> {
  try {
    return v.parse(schema, decode(encoded));
  } catch (cause) {
    const details = cause instanceof Error ? cause.message : String(cause);
    throw new SendingError(`A stored ${what} cannot be read.`, {
      code: "CORRUPT_STATE",
      details,
      cause,
    });
  }
}
