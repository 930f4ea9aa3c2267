import type { SendingClient } from "@sendingnetwork/sdk";
import { SendingError } from "@sendingnetwork/sdk/errors";
import { formatEther } from "viem";
import { findAccount, openWallet, print, transact, type WalletOptions } from "../wallet/index.ts";
import { day, durationFrom } from "./duration.ts";
import { pendingName } from "./pendingNames.ts";
import { type RecordFlags, recordsFrom } from "./recordFlags.ts";

export type RegisterOptions = WalletOptions &
  RecordFlags & { years: string; for?: string; primary?: boolean };

/** `sdn name register`: commits, waits, registers; goes on where an earlier run was cut off. */
export async function runRegister(text: string, options: RegisterOptions): Promise<void> {
  const wallet = await openWallet(options);
  const { client, account } = wallet;
  const duration = durationFrom(options.years);
  const { name, price, available } = await client.getNamePrice({ name: text, duration });
  if (!available) {
    throw new SendingError("The name is taken.", {
      code: "NAME_TAKEN",
      details: name,
      hint: `Look who has it: sdn name show ${name}`,
    });
  }
  const holder = options.for ? await findAccount(wallet, options.for) : account.address;
  const records = await recordsFrom(wallet, options);
  const what = { name, holder, duration, records, primary: Boolean(options.primary) };
  const pending = pendingName(wallet, options, what);
  const registration = { ...what, secret: pending.secret };
  const committed = async () => (await client.getNameCommitment(registration)).usable;

  const usable = await committed();
  const resumed = usable !== null && usable.until > (await chainTime(client));
  if (resumed) await waitUntil(client, usable.from);
  if (!wallet.dryRun) pending.keep();
  const commit = { title: "commit", call: () => client.commitName.call(registration) };
  let asked = 0;
  const register = {
    title: "register",
    call: async () => {
      // The first time it is only asked for its cost.
      asked += 1;
      if (asked > 1) await waitUntil(client, (await committed())?.from ?? 0);
      return client.revealName.call(registration);
    },
  };
  const receipts = await transact(wallet, {
    title: `Register ${name} until ${day((await chainTime(client)) + duration)}`,
    facts: [
      ["price", `${formatEther(price)} coins`],
      ["holder", holder],
      ...(resumed ? [["goes on", "with an earlier commitment"] as const] : []),
    ],
    steps: resumed ? [register] : [commit, register],
  });
  if (!receipts) return;
  pending.forget();
  const { expiry, node } = await client.getName({ name });
  print(wallet, { name, node, holder, expiry, price }, name);
}

async function waitUntil(client: SendingClient, time: number): Promise<void> {
  for (let told = false; ; told = true) {
    const seconds = time - (await chainTime(client));
    if (seconds <= 0) return;
    if (!told) process.stderr.write(`waiting ${seconds} s, so that nobody can snatch the name\n`);
    await new Promise((resolve) => setTimeout(resolve, client.pollingInterval));
  }
}

async function chainTime(client: SendingClient): Promise<number> {
  return Number((await client.getBlock()).timestamp);
}
