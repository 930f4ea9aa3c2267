import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SendingError } from "@sendingnetwork/sdk/errors";
import * as v from "valibot";
import type { Hex } from "viem";
import { generatePrivateKey } from "viem/accounts";
import { writeFileAtomic } from "../files/writeFileAtomic.ts";

const key = v.custom<Hex>(
  (value) => typeof value === "string" && /^0x[0-9a-fA-F]{64}$/.test(value),
  "must be 0x and 64 hex digits",
);

const keyFile = v.strictObject({
  /** Seed of the libp2p Ed25519 key. */
  peerKey: v.optional(key),
  /** Hot secp256k1 key: receipts, bills, attestations. */
  signerKey: v.optional(key),
  /** Account that owns the registration and pays for transactions. Never made up by an agent. */
  operatorKey: v.optional(key),
  /** Secret of the WatchDog's Semaphore identity. */
  semaphoreKey: v.optional(key),
});

export type AgentKeys = {
  peerKey: Hex;
  signerKey: Hex;
  operatorKey?: Hex | undefined;
  semaphoreKey?: Hex | undefined;
};

/** Reads `<folder>/keys.json` and completes it with what an agent may draw itself: peer and signer key. */
export function loadOrCreateKeys(folder: string): AgentKeys {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, "keys.json");
  const stored = existsSync(path) ? parseKeyFile(path) : {};
  const keys = {
    ...stored,
    peerKey: stored.peerKey ?? (`0x${randomBytes(32).toString("hex")}` as const),
    signerKey: stored.signerKey ?? generatePrivateKey(),
  };
  if (!stored.peerKey || !stored.signerKey) updateKeys(folder, keys);
  else chmodSync(path, 0o600);
  return keys;
}

/** Merges `changes` into `<folder>/keys.json`, atomically and readable by the owner alone. */
export function updateKeys(folder: string, changes: Partial<AgentKeys>): void {
  const path = join(folder, "keys.json");
  const stored = existsSync(path) ? parseKeyFile(path) : {};
  writeFileAtomic(path, `${JSON.stringify({ ...stored, ...changes }, null, 2)}\n`, 0o600);
}

function parseKeyFile(path: string): v.InferOutput<typeof keyFile> {
  try {
    return v.parse(keyFile, JSON.parse(readFileSync(path, "utf8")));
  } catch (cause) {
    // The parser's own text may quote the file, so only valibot's issues are told.
    const details = v.isValiError(cause)
      ? cause.issues.map((issue) => `${v.getDotPath(issue) ?? "file"}: ${issue.message}`).join("; ")
      : "not JSON";
    throw new SendingError(`The key file ${path} cannot be used.`, {
      code: "CONFIG_KEYS",
      details,
      hint: "Restore it from a backup; removing it makes the agent a different node.",
    });
  }
}
