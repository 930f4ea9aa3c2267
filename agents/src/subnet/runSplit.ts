import { childOf, formatSegment, parseSegment } from "@sendingnetwork/sdk/addresses";
import { findAccount, openWallet, print, transact, type WalletOptions } from "../wallet/index.ts";
import { untilFrom, when } from "./until.ts";
import { short } from "./words.ts";

export type GrantOptions = WalletOptions & { until: string };
export type SplitOptions = WalletOptions & {
  bits: string;
  index: string;
  count: string;
  to?: string;
  until?: string;
};

/** `sdn subnet grant`, for governance */
export async function runGrant(segment: string, to: string, options: GrantOptions): Promise<void> {
  const wallet = await openWallet(options);
  const { client } = wallet;
  const holder = await findAccount(wallet, to);
  const expiry = await untilFrom(wallet, options.until);
  const text = formatSegment(parseSegment(segment));
  const receipts = await transact(wallet, {
    title: `Grant ${short(text)} to ${holder}`,
    facts: [
      ["segment", text],
      ["until", when(expiry)],
      ["note", "nobody can take it back before that"],
    ],
    steps: [
      {
        title: "grant",
        call: () => client.grantSegment.call({ segment: text, to: holder, expiry }),
      },
    ],
  });
  if (receipts) print(wallet, { segment: text, holder, expiry }, text);
}

/** `sdn subnet split` */
export async function runSplit(segment: string, options: SplitOptions): Promise<void> {
  const wallet = await openWallet(options);
  const { client, account } = wallet;
  const record = await client.getSegment({ segment });
  const parent = record.segment;
  const [bits, count, index] = [
    Number(options.bits),
    Number(options.count),
    wholeFrom(options.index),
  ];
  const to = options.to ? await findAccount(wallet, options.to) : account.address;
  const expiry = options.until ? await untilFrom(wallet, options.until) : record.expiry;
  const receipts = await transact(wallet, {
    title: `Split ${count === 1 ? "a child" : `${count} children`} off ${short(parent)}`,
    facts: [
      ["length", `${bits} bits, from number ${index} on`],
      ["holder", to],
      ["until", when(expiry)],
      [
        "later",
        to === account.address
          ? "reclaim merges them back"
          : "nobody can take them back before that",
      ],
    ],
    steps: [
      {
        title: "split",
        call: () => client.subdivide.call({ parent, bits, index, count, to, expiry }),
      },
    ],
  });
  if (!receipts) return;
  const children = Array.from({ length: count }, (_, i) =>
    formatSegment(childOf(parseSegment(parent), bits, index + BigInt(i))),
  );
  print(wallet, { parent, children, holder: to, expiry }, children.join("\n"));
}

/** What is no whole number is refused with the segment, as number -1 would be. */
function wholeFrom(text: string): bigint {
  return /^\d{1,40}$/.test(text) ? BigInt(text) : -1n;
}
