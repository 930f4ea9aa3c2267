import { multiaddr } from "@multiformats/multiaddr";
import { bytesToHex, type Hex, hexToBytes } from "viem";
import { SendingError } from "../../errors/index.ts";

/** Packs a multiaddr's text as the register keeps it. Throws INVALID_MULTIADDR. */
export function packMultiaddr(text: string): Hex {
  try {
    return bytesToHex(multiaddr(text).bytes);
  } catch (cause) {
    throw new SendingError("This is not a multiaddr.", {
      code: "INVALID_MULTIADDR",
      details: text,
      cause,
    });
  }
}

/** Text of packed multiaddrs; what does not parse is left out, since anybody can register anything. */
export function unpackMultiaddrs(packed: readonly Hex[]): string[] {
  return packed.flatMap((bytes) => {
    try {
      return [multiaddr(hexToBytes(bytes)).toString()];
    } catch {
      return [];
    }
  });
}
