import { bech32m } from "@scure/base";
import { bytesToHex, type Hex, hexToBytes, isHex } from "viem";
import { SendingError } from "../errors/index.ts";
import { TEXT_PREFIX, VERSION } from "./constants.ts";

/**
 * A unicast address (32 bytes) as people write it: bech32m (BIP-350) with the prefix `sdn`, 62 characters.
 * Throws INVALID_ADDRESS.
 */
export function formatUnicast(unicast: Hex): string {
  return bech32m.encode(TEXT_PREFIX, bech32m.toWords(hexToBytes(checked(unicast, unicast))));
}

/** Reads what formatUnicast writes, or the 32 bytes in hex. Throws INVALID_ADDRESS. */
export function parseUnicast(text: string): Hex {
  if (text.startsWith("0x")) return checked(text.toLowerCase(), text);
  let decoded: ReturnType<typeof bech32m.decodeToBytes>;
  try {
    decoded = bech32m.decodeToBytes(text);
  } catch (cause) {
    throw invalid(text, "It has a typing error: the checksum does not match.", cause);
  }
  if (decoded.prefix !== TEXT_PREFIX) throw invalid(text, "An address begins with sdn1.");
  return checked(bytesToHex(decoded.bytes), text);
}

function checked(hex: string, given: string): Hex {
  if (!isHex(hex) || hex.length !== 66) throw invalid(given, "An address has 32 bytes.");
  if (hexToBytes(hex)[0] !== VERSION) throw invalid(given, "Its first byte is the version, 1.");
  return hex;
}

function invalid(details: string, hint: string, cause?: unknown): SendingError {
  return new SendingError("This is not a unicast address.", {
    ...{ code: "INVALID_ADDRESS", details, hint, cause },
  });
}
