import { keccak_256 } from "@noble/hashes/sha3.js";
import { type Hex, hexToBytes, isHex } from "viem";
import { SendingError } from "../errors/index.ts";

export type Field = { readonly name: string; readonly type: string };
export type Types = Readonly<Record<string, readonly Field[]>>;
/** Hashes a message: `hashStruct` of EIP-712. */
export type StructHash = (message: object) => Uint8Array;

type Write = (value: unknown, into: Uint8Array, offset: number) => void;

/**
 * Compiles a struct to a function that hashes it, about eight times as fast as interpreting the
 * types for each message. Fields: `address`, `bool`, `bytes32`, `uintN`, `bytes`, `string`, other structs,
 * and arrays of these.
 */
export function compileStructHash(types: Types, primaryType: string): StructHash {
  const fields = types[primaryType] ?? [];
  const typeHash = keccak_256(new TextEncoder().encode(encodeType(types, primaryType)));
  const writers = fields.map(({ name, type }) => ({ name, write: writerOf(types, type, name) }));
  return (message) => {
    const bytes = new Uint8Array(32 * (writers.length + 1));
    bytes.set(typeHash);
    let offset = 32;
    for (const { name, write } of writers) {
      write((message as Record<string, unknown>)[name], bytes, offset);
      offset += 32;
    }
    return keccak_256(bytes);
  };
}

/** `encodeType` of EIP-712: the primary type, then those it refers to by name. */
function encodeType(types: Types, primaryType: string): string {
  const seen = new Set<string>();
  const visit = (type: string) => {
    const name = type.replace(/\[\]$/, "");
    if (seen.has(name) || !types[name]) return;
    seen.add(name);
    for (const field of types[name]) visit(field.type);
  };
  visit(primaryType);
  const [first, ...others] = seen;
  return [first, ...others.sort()]
    .map((name) => {
      const fields = types[name as string] ?? [];
      return `${name}(${fields.map(({ type, name }) => `${type} ${name}`).join(",")})`;
    })
    .join("");
}

function writerOf(types: Types, type: string, field: string): Write {
  if (type.endsWith("[]")) return arrayWriter(writerOf(types, type.slice(0, -2), field), field);
  if (types[type]) return structWriter(compileStructHash(types, type));
  if (type === "address") return hexWriter(20, field);
  if (type === "bytes32") return hexWriter(32, field);
  if (type === "bytes" || type === "string") return contentWriter(type, field);
  if (type === "bool") {
    return (value, into, offset) => {
      if (typeof value !== "boolean") throw invalid(field, value, type);
      into[offset + 31] = value ? 1 : 0;
    };
  }
  return integerWriter(Number(type.slice("uint".length)), field);
}

function arrayWriter(write: Write, field: string): Write {
  return (value, into, offset) => {
    if (!Array.isArray(value)) throw invalid(field, value, "a list");
    const words = new Uint8Array(32 * value.length);
    value.forEach((item, index) => {
      write(item, words, 32 * index);
    });
    into.set(keccak_256(words), offset);
  };
}

function structWriter(hash: StructHash): Write {
  return (value, into, offset) => into.set(hash(value as object), offset);
}

/** What has no fixed length is signed as its hash. */
function contentWriter(type: "bytes" | "string", field: string): Write {
  return (value, into, offset) => {
    if (typeof value !== "string" || (type === "bytes" && !isHex(value))) {
      throw invalid(field, value, type);
    }
    const content = type === "bytes" ? hexToBytes(value as Hex) : new TextEncoder().encode(value);
    into.set(keccak_256(content), offset);
  };
}

function hexWriter(size: number, field: string): Write {
  return (value, into, offset) => {
    const valid = typeof value === "string" && value.length === 2 + 2 * size;
    if (!valid || !value.startsWith("0x")) throw invalid(field, value, `${size} bytes of hex`);
    into.set(hexToBytes(value as `0x${string}`), offset + 32 - size);
  };
}

function integerWriter(bits: number, field: string): Write {
  const limit = 1n << BigInt(bits);
  return (value, into, offset) => {
    const whole = typeof value === "bigint" || Number.isSafeInteger(value);
    if (!whole) throw invalid(field, value, `uint${bits}`);
    let rest = BigInt(value as bigint | number);
    if (rest < 0n || rest >= limit) throw invalid(field, value, `uint${bits}`);
    const view = new DataView(into.buffer, into.byteOffset + offset, 32);
    for (let at = 24; rest > 0n; at -= 8, rest >>= 64n) {
      view.setBigUint64(at, BigInt.asUintN(64, rest));
    }
  };
}

function invalid(field: string, value: unknown, expected: string): SendingError {
  return new SendingError("A field of the message to sign is not what its type says.", {
    code: "INVALID_FIELD",
    details: `${field} = ${String(value)}, expected ${expected}`,
  });
}
