import { type Address, type Hex, isAddress, isHex, size } from "viem";
import { SendingError } from "../../errors/index.ts";

/** An address as given, checked: a mistyped one would lose what is sent there. Throws INVALID_ADDRESS. */
export function checkAddress(address: string, what: string): Address {
  if (isAddress(address)) return address;
  throw new SendingError(`The ${what} is not an address.`, {
    code: "INVALID_ADDRESS",
    details: address,
    hint: "An address has 40 hex digits; letters of both cases must match its checksum.",
  });
}

/** 32 bytes as given, checked. Throws INVALID_BYTES. */
export function checkBytes32(value: Hex, what: string): Hex {
  if (isHex(value) && size(value) === 32 && value.length === 66) return value;
  throw new SendingError(`The ${what} has 32 bytes.`, { code: "INVALID_BYTES", details: value });
}

/** Seconds as the contract takes them. Throws INVALID_TIME. */
export function checkSeconds(seconds: number, what: string): bigint {
  if (Number.isSafeInteger(seconds) && seconds > 0) return BigInt(seconds);
  throw new SendingError(`The ${what} is a number of whole seconds above 0.`, {
    code: "INVALID_TIME",
    details: String(seconds),
  });
}
