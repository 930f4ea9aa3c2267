import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SendingError } from "@sendingnetwork/sdk/errors";
import { type Hex, toHex } from "viem";
import { generatePrivateKey } from "viem/accounts";
import { isAlive } from "../files/isAlive.ts";
import { writeFileAtomic } from "../files/writeFileAtomic.ts";

/** A user on this machine: `<users>/<name>/` holds the wallet (0600) and the messenger's store. */
export interface Profile {
  name: string;
  folder: string;
  walletKey: Hex;
  deviceId: Hex;
  /** Salt that the wallet's DID is created with. */
  didSalt: Hex;
}

interface ProfileFile {
  walletKey: Hex;
  deviceId: Hex;
  didSalt: Hex;
}

const NAME = /^[a-z0-9][a-z0-9_-]{0,31}$/;
const random32 = (): Hex => toHex(crypto.getRandomValues(new Uint8Array(32)));

/** @throws {SendingError} PROFILE_NAME when `name` cannot be one */
export function profileFolder(users: string, name: string): string {
  if (!NAME.test(name)) {
    throw new SendingError(`"${name}" cannot be a profile's name.`, {
      code: "PROFILE_NAME",
      hint: "Use 1 to 32 of a-z, 0-9, - and _, beginning with a letter or digit.",
    });
  }
  return join(users, name);
}

/** The profile called `name`, or undefined when this machine has none. */
export function readProfile(users: string, name: string): Profile | undefined {
  if (!NAME.test(name)) return undefined;
  const folder = profileFolder(users, name);
  const path = join(folder, "profile.json");
  if (!existsSync(path)) return undefined;
  return { name, folder, ...(JSON.parse(readFileSync(path, "utf8")) as ProfileFile) };
}

export function createProfile(users: string, name: string): Profile {
  const folder = profileFolder(users, name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = { walletKey: generatePrivateKey(), deviceId: random32(), didSalt: random32() };
  writeFileAtomic(join(folder, "profile.json"), `${JSON.stringify(file, null, 2)}\n`, 0o600);
  return { name, folder, ...file };
}

/**
 * Keeps a second process from using the profile: two would advance one ratchet apart.
 * @returns what gives it back
 * @throws {SendingError} PROFILE_IN_USE
 */
export function lockProfile({ name, folder }: Profile): () => void {
  const path = join(folder, "lock");
  if (existsSync(path)) {
    const pid = Number(readFileSync(path, "utf8"));
    if (pid !== process.pid && isAlive(pid)) {
      throw new SendingError(`${name} is chatting already (pid ${pid}).`, {
        code: "PROFILE_IN_USE",
        hint: "End that chat first, or use another --as name.",
      });
    }
    rmSync(path);
  }
  writeFileSync(path, `${process.pid}`, { flag: "wx", mode: 0o600 });
  return () => rmSync(path, { force: true });
}
