import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bn254 } from "@noble/curves/bn254.js";
import { SendingError } from "@sendingnetwork/sdk/errors";
import * as v from "valibot";
import { bytesToHex, type Hex } from "viem";
import { writeFileAtomic } from "../../files/writeFileAtomic.ts";
import { publicKeyOf } from "./signRound.ts";

export type BeaconKey = {
  secretKey: Hex;
  /** 128 bytes as drand publishes them. */
  publicKey: Hex;
};

const keyFile = v.object({
  secretKey: v.custom<Hex>(
    (value) => typeof value === "string" && /^0x[0-9a-f]{64}$/.test(value),
    "must be 0x and 64 hex digits",
  ),
});

/**
 * The BLS key pair in `<folder>/beacon.json` (mode 0600), drawn when there is none. Needs no chain:
 * contracts are deployed with the public key.
 */
export function beaconKey(folder: string): BeaconKey {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, "beacon.json");
  if (!existsSync(path)) {
    const secretKey = bytesToHex(bn254.utils.randomSecretKey());
    writeFileAtomic(path, `${JSON.stringify({ secretKey }, null, 2)}\n`, 0o600);
  }
  const { secretKey } = parseKeyFile(path);
  return { secretKey, publicKey: publicKeyOf(secretKey) };
}

function parseKeyFile(path: string): v.InferOutput<typeof keyFile> {
  try {
    return v.parse(keyFile, JSON.parse(readFileSync(path, "utf8")));
  } catch {
    // Without the cause, which may quote the key.
    throw new SendingError(`The key file ${path} cannot be used.`, {
      code: "CONFIG_KEYS",
      hint: "Restore it from a backup; contracts know the beacon by this key.",
    });
  }
}
