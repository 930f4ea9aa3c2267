import { readFileSync, statSync } from "node:fs";
import { SendingError } from "@sendingnetwork/sdk/errors";
import type { Hex } from "viem";

/**
 * The private key in a file: 64 hex digits (0x or not), or an agent's keys.json with an `operatorKey`.
 * @throws {SendingError} CONFIG_KEY; its text never quotes the file
 */
export function keyFromFile(path: string): Hex {
  let text: string;
  try {
    text = readFileSync(path, "utf8").trim();
  } catch (cause) {
    throw new SendingError(`The key file ${path} cannot be read.`, { code: "CONFIG_KEY", cause });
  }
  if ((statSync(path).mode & 0o077) !== 0) {
    throw new SendingError(`Others on this machine may read the key file ${path}.`, {
      code: "CONFIG_KEY",
      hint: `Run: chmod 600 ${path}`,
    });
  }
  const key = (operatorKeyIn(text) ?? text).replace(/^0x/, "");
  if (/^[0-9a-fA-F]{64}$/.test(key)) return `0x${key}`;
  throw new SendingError(`There is no private key in ${path}.`, {
    code: "CONFIG_KEY",
    hint: "Write 64 hex digits into it, or name an agent's keys.json that has an operatorKey.",
  });
}

function operatorKeyIn(text: string): string | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    const { operatorKey } = JSON.parse(text);
    return typeof operatorKey === "string" ? operatorKey : undefined;
  } catch {
    return undefined;
  }
}
