import { SendingError } from "@sendingnetwork/sdk/errors";
import { formatEther } from "viem";
import { findAccount, openWallet, print, transact, type WalletOptions } from "../wallet/index.ts";
import { day, durationFrom } from "./duration.ts";
import { type RecordFlags, recordsFrom } from "./recordFlags.ts";

/** `sdn name renew` */
export async function runRenew(text: string, options: WalletOptions & { years: string }) {
  const wallet = await openWallet(options);
  const { client } = wallet;
  const duration = durationFrom(options.years);
  const [{ name, price }, state] = await Promise.all([
    client.getNamePrice({ name: text, duration }),
    client.getName({ name: text }),
  ]);
  if (state.expiry === null) {
    throw new SendingError("The name is free: there is nothing to renew.", {
      code: "NAME_FREE",
      details: name,
      hint: `Register it: sdn name register ${name}`,
    });
  }
  const until = state.expiry + duration;
  const receipts = await transact(wallet, {
    title: `Renew ${name} until ${day(until)}`,
    facts: [
      ["price", `${formatEther(price)} coins`],
      ["holder", state.holder ?? "nobody"],
    ],
    steps: [{ title: "renew", call: () => client.renewName.call({ name, duration }) }],
  });
  if (receipts) print(wallet, { name, expiry: until, price }, `${name} until ${day(until)}`);
}

/** `sdn name set` */
export async function runSet(
  text: string,
  options: WalletOptions & RecordFlags & { primary?: boolean },
): Promise<void> {
  const wallet = await openWallet(options);
  const { client } = wallet;
  const { name } = await client.getName({ name: withEnding(text) });
  const records = await recordsFrom(wallet, options);
  const write = {
    title: "write records",
    call: () => client.setRecords.call({ name, ...records }),
  };
  const call = { title: "set the reverse name", call: () => client.setReverseName.call({ name }) };
  const steps = [
    ...(Object.keys(records).length > 0 || !options.primary ? [write] : []),
    ...(options.primary ? [call] : []),
  ];
  const receipts = await transact(wallet, { title: `Write what ${name} says`, steps });
  if (receipts) print(wallet, { name, ...records }, name);
}

/** `sdn name sub` */
export async function runSub(
  text: string,
  to: string | undefined,
  options: WalletOptions & { remove?: boolean },
): Promise<void> {
  const wallet = await openWallet(options);
  const { client, account } = wallet;
  const { name } = await client.getName({ name: withEnding(text) });
  const holder = to ? await findAccount(wallet, to) : account.address;
  const receipts = await transact(wallet, {
    title: options.remove ? `End ${name} and all below it` : `Give ${name} to ${holder}`,
    steps: [
      options.remove
        ? { title: "remove", call: () => client.removeSubname.call({ name }) }
        : { title: "make", call: () => client.setSubname.call({ name, holder }) },
    ],
  });
  if (receipts) print(wallet, { name, holder: options.remove ? null : holder }, name);
}

/** `sdn name transfer` */
export async function runTransfer(text: string, to: string, options: WalletOptions) {
  const wallet = await openWallet(options);
  const { client } = wallet;
  const { name } = await client.getName({ name: withEnding(text) });
  const holder = await findAccount(wallet, to);
  const receipts = await transact(wallet, {
    title: `Give ${name} to ${holder}`,
    facts: [["note", "its records stay; it points to its holder no longer"]],
    steps: [{ title: "transfer", call: () => client.transferName.call({ name, to: holder }) }],
  });
  if (receipts) print(wallet, { name, holder }, `${name} ${holder}`);
}

/** On the command line "phone.alice" can only mean a name of the network. */
export function withEnding(text: string): string {
  return text.endsWith(".sdn") ? text : `${text}.sdn`;
}
