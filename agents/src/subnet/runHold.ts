import { formatSegment, parseSegment } from "@sendingnetwork/sdk/addresses";
import { findAccount, openWallet, print, transact, type WalletOptions } from "../wallet/index.ts";
import { untilFrom, when } from "./until.ts";
import { short } from "./words.ts";

export type UntilOptions = WalletOptions & { until: string };

/** `sdn subnet reclaim` */
export async function runReclaim(named: readonly string[], options: WalletOptions): Promise<void> {
  const wallet = await openWallet(options);
  const segments = named.map((segment) => formatSegment(parseSegment(segment)));
  const receipts = await transact(wallet, {
    title: `Take back ${segments.map(short).join(", ")}`,
    facts: [["ends", "the segments and what was bound in them"]],
    steps: [{ title: "reclaim", call: () => wallet.client.reclaimSegments.call({ segments }) }],
  });
  if (receipts) print(wallet, { segments }, segments.join("\n"));
}

/** `sdn subnet extend` */
export async function runExtend(named: string, options: UntilOptions): Promise<void> {
  const wallet = await openWallet(options);
  const { segment, expiry: former } = await wallet.client.getSegment({ segment: named });
  const expiry = await untilFrom(wallet, options.until);
  const receipts = await transact(wallet, {
    title: `Extend ${short(segment)} until ${when(expiry)}`,
    facts: [["now until", when(former)]],
    steps: [{ title: "extend", call: () => wallet.client.extendSegment.call({ segment, expiry }) }],
  });
  if (receipts) print(wallet, { segment, expiry }, `${segment} until ${when(expiry)}`);
}

/** `sdn subnet transfer` */
export async function runTransfer(
  named: string,
  to: string,
  options: WalletOptions,
): Promise<void> {
  const wallet = await openWallet(options);
  const { segment, lease, expiry } = await wallet.client.getSegment({ segment: named });
  const holder = await findAccount(wallet, to);
  const receipts = await transact(wallet, {
    title: `Give ${short(segment)} to ${holder}`,
    facts: [
      ["until", when(expiry)],
      lease
        ? ["leased", `to ${lease.tenant} until ${when(lease.expires)}, as before`]
        : ["ends", "what is bound in it"],
    ],
    steps: [
      {
        title: "transfer",
        call: () => wallet.client.transferSegment.call({ segment, to: holder }),
      },
    ],
  });
  if (receipts) print(wallet, { segment, holder }, `${segment} ${holder}`);
}

/** `sdn subnet lease` */
export async function runLease(named: string, who: string, options: UntilOptions): Promise<void> {
  const wallet = await openWallet(options);
  const { segment } = await wallet.client.getSegment({ segment: named });
  const tenant = await findAccount(wallet, who);
  const expires = await untilFrom(wallet, options.until);
  const receipts = await transact(wallet, {
    title: `Lease ${short(segment)} to ${tenant} until ${when(expires)}`,
    facts: [
      ["until then", "the tenant operates it, also when it is sold; only the tenant can end it"],
      ["ends", "what is bound in it"],
    ],
    steps: [
      {
        title: "lease",
        call: () => wallet.client.leaseSegment.call({ segment, tenant, expires }),
      },
    ],
  });
  if (receipts) {
    print(wallet, { segment, tenant, expires }, `${segment} ${tenant} until ${when(expires)}`);
  }
}

/** `sdn subnet end-lease`, by the tenant */
export async function runEndLease(named: string, options: WalletOptions): Promise<void> {
  const wallet = await openWallet(options);
  const { segment } = await wallet.client.getSegment({ segment: named });
  const receipts = await transact(wallet, {
    title: `End the lease of ${short(segment)}`,
    facts: [["ends", "what is bound in it"]],
    steps: [{ title: "end", call: () => wallet.client.endLease.call({ segment }) }],
  });
  if (receipts) print(wallet, { segment }, segment);
}
