import { keccak_256 } from "@noble/hashes/sha3.js";
import { base64urlnopad } from "@scure/base";
import { type Address, bytesToHex, getAddress, type Hex, hexToBytes, isAddressEqual } from "viem";
import { SendingError } from "../errors/index.ts";
import type { Item, Order } from "../generated/eip712.ts";
import { domainOf, type SigningContext } from "../typed-data/index.ts";
import { checkForm } from "./checkForm.ts";

/** An order and the maker's consent; without a signature it must have been opened on chain. */
export type Offer = { order: Order; signature: Hex };

const PREFIX = "sdn-offer:";
const VERSION = 1;
/** Bytes of a signature; contract wallets may have long ones. */
const MAX_SIGNATURE = 1_024;
/** Characters: 32 items of 90 bytes, a signature, and all else, in base64. */
const MAX_TEXT = 6_144;
const CHECKSUM = 4;

/**
 * One line of text for a chat, a QR code or a file: `sdn-offer:` and base64url of version, chain id,
 * escrow, order, signature and the first 4 bytes of the keccak256 of all that. Integers are a length
 * and that many bytes, without leading zeros.
 * Throws INVALID_ORDER, INVALID_ITEM, UNKNOWN_CONTRACT.
 */
export function encodeOrder(deployment: SigningContext, offer: Offer): string {
  checkForm(offer.order);
  const body = Uint8Array.from(write(deployment, offer));
  const checksum = keccak_256(body).subarray(0, CHECKSUM);
  return PREFIX + base64urlnopad.encode(Uint8Array.from([...body, ...checksum]));
}

/**
 * Reads what {@link encodeOrder} wrote; takes exactly one text for one offer. Whether the signature is
 * the maker's and the order can be filled is for checkOrder. Throws INVALID_OFFER, WRONG_NETWORK.
 */
export function decodeOrder(deployment: SigningContext, text: string): Offer {
  const line = text.trim();
  if (!line.startsWith(PREFIX)) throw invalid(`it does not begin with ${PREFIX}`);
  if (line.length > MAX_TEXT) throw invalid("it is too long");
  const bytes = attempt(
    () => base64urlnopad.decode(line.slice(PREFIX.length)),
    "it is not base64url",
  );
  const body = bytes.subarray(0, -CHECKSUM);
  const sum = keccak_256(body).subarray(0, CHECKSUM);
  if (body.length === 0 || sum.some((byte, i) => byte !== bytes[body.length + i])) {
    throw invalid("its checksum is wrong; a part of it may be missing");
  }
  const reader = new Reader(body);
  const version = reader.byte();
  if (version !== VERSION) throw invalid(`its version is ${version}`);
  const [chainId, escrow] = [reader.integer(), reader.address()];
  const here = domainOf(deployment, "TradeEscrow");
  if (chainId !== BigInt(here.chainId) || !isAddressEqual(escrow, here.verifyingContract)) {
    throw new SendingError("The offer is for another network.", {
      code: "WRONG_NETWORK",
      details: `chain ${chainId}, escrow ${escrow}`,
    });
  }
  const order = readOrder(reader);
  const length = reader.integer();
  if (length > MAX_SIGNATURE) throw invalid("its signature is too long");
  const signature = bytesToHex(reader.take(Number(length)));
  reader.end();
  attempt(() => checkForm(order), "its order has no valid form");
  return { order, signature };
}

function write(deployment: SigningContext, { order, signature }: Offer): number[] {
  const { chainId, verifyingContract } = domainOf(deployment, "TradeEscrow");
  const signed = hexToBytes(signature);
  if (signed.length > MAX_SIGNATURE) throw invalid("its signature is too long");
  const items = (list: readonly Item[]) => [
    list.length,
    ...list.flatMap(({ kind, token, id, amount }) => [
      kind,
      ...hexToBytes(token),
      ...integer(id),
      ...integer(amount),
    ]),
  ];
  return [
    VERSION,
    ...integer(chainId),
    ...hexToBytes(verifyingContract),
    ...hexToBytes(order.maker),
    ...hexToBytes(order.taker),
    ...items(order.give),
    ...items(order.want),
    ...integer(order.nonce),
    ...integer(order.counter),
    ...integer(order.expiry),
    ...integer(order.parts),
    ...hexToBytes(order.salt),
    ...integer(signed.length),
    ...signed,
  ];
}

function integer(value: bigint | number): number[] {
  if (BigInt(value) === 0n) return [0];
  const digits = value.toString(16);
  const bytes = hexToBytes(`0x${digits.padStart(digits.length + (digits.length % 2), "0")}`);
  return [bytes.length, ...bytes];
}

function readOrder(reader: Reader): Order {
  return {
    maker: reader.address(),
    taker: reader.address(),
    give: readItems(reader),
    want: readItems(reader),
    nonce: reader.integer(),
    counter: reader.integer(),
    expiry: reader.number(),
    parts: reader.number(),
    salt: bytesToHex(reader.take(32)),
  };
}

function readItems(reader: Reader): Item[] {
  return Array.from({ length: reader.byte() }, () => ({
    kind: reader.byte(),
    token: reader.address(),
    id: reader.integer(),
    amount: reader.integer(),
  }));
}

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  take(count: number): Uint8Array {
    const taken = this.#bytes.subarray(this.#at, this.#at + count);
    if (taken.length !== count) throw invalid("it ends too early");
    this.#at += count;
    return taken;
  }

  byte(): number {
    return this.take(1)[0] ?? 0;
  }

  integer(): bigint {
    const length = this.byte();
    if (length > 32) throw invalid("a number in it is too long");
    if (length === 0) return 0n;
    const bytes = this.take(length);
    if (bytes[0] === 0) throw invalid("a number in it has a leading zero");
    return BigInt(bytesToHex(bytes));
  }

  number(): number {
    const value = this.integer();
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw invalid("a number in it is too large");
    return Number(value);
  }

  address(): Address {
    return getAddress(bytesToHex(this.take(20)));
  }

  end(): void {
    if (this.#at !== this.#bytes.length) throw invalid("something follows its end");
  }
}

function attempt<value>(task: () => value, details: string): value {
  try {
    return task();
  } catch (cause) {
    const reason = cause instanceof SendingError ? cause.details : undefined;
    throw invalid(reason ? `${details}: ${reason}` : details, cause);
  }
}

function invalid(details: string, cause?: unknown): SendingError {
  return new SendingError("This text is not an offer.", {
    code: "INVALID_OFFER",
    details,
    hint: "Copy the whole line, from sdn-offer: to its end.",
    ...(cause === undefined ? {} : { cause }),
  });
}
