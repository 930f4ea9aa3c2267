import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeFileAtomic } from "../files/writeFileAtomic.ts";
import type { Profile } from "../wallet/index.ts";

/** Offers that a profile has made, as the lines that it handed out; readable by its owner only. */
const FILE = "offers.json";

export function readOffers({ folder }: Profile): string[] {
  const path = join(folder, FILE);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as string[]) : [];
}

export function addOffer(profile: Profile, line: string): void {
  const lines = [...readOffers(profile), line];
  writeFileAtomic(join(profile.folder, FILE), `${JSON.stringify(lines, null, 2)}\n`, 0o600);
}
