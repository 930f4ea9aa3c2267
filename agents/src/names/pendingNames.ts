import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Hex, toHex } from "viem";
import { writeFileAtomic } from "../files/writeFileAtomic.ts";
import type { Wallet, WalletOptions } from "../wallet/index.ts";

/** Secrets of registrations that are under way, by what is registered. */
type Pending = Record<string, Hex>;

/**
 * The secret of the registration that `what` describes: of an earlier attempt when there was one, and
 * kept (0600) until {@link forget}. Without it a commitment is lost. A dry run keeps nothing.
 */
export function pendingName(wallet: Wallet, { key }: WalletOptions, what: unknown) {
  const path = wallet.profile ? join(wallet.profile.folder, "names.json") : `${key}.names.json`;
  const { chainId, contracts } = wallet.client.deployment;
  const id = JSON.stringify([chainId, contracts.nameRegistrar, wallet.account.address, what]);
  const known = read(path)[id];
  const secret = known ?? toHex(crypto.getRandomValues(new Uint8Array(32)));
  const write = (change: (pending: Pending) => void) => {
    const pending = read(path);
    change(pending);
    writeFileAtomic(path, `${JSON.stringify(pending, null, 2)}\n`, 0o600);
  };
  return {
    secret,
    keep: () => write((pending) => Object.assign(pending, { [id]: secret })),
    forget: () =>
      write((pending) => {
        delete pending[id];
      }),
  };
}

function read(path: string): Pending {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
}
