import { SendingError } from "@sendingnetwork/sdk/errors";
import type { Address } from "viem";
import {
  fields,
  findAccount,
  openReader,
  print,
  type Reader,
  type ReadOptions,
  table,
} from "../wallet/index.ts";
import { percentText, sendText, timeText } from "./values.ts";

/** `sdn stake status` */
export async function runStatus(who: string, options: ReadOptions): Promise<void> {
  const reader = openReader(options);
  const { client } = reader;
  const address = await findAccount(reader, who);
  const [node, delegations, unbonding] = await Promise.all([
    client.getNode({ operator: address }),
    client.getDelegations({ delegator: address }),
    client.getUnbonding({ delegator: address }),
  ]);
  const operators = [...new Set(delegations.map(({ operator }) => operator))];
  const aprs = new Map<Address, number | undefined>();
  for (const operator of operators) aprs.set(operator, await aprOf(reader, operator));
  const rows = delegations.map(({ operator, amount, formerly, liableUntil }) => [
    operator,
    sendText(amount),
    yearly(aprs.get(operator)),
    formerly && liableUntil ? `${formerly} until ${timeText(liableUntil)}` : "",
  ]);
  const parts = [
    ...(node ? [nodeText(node)] : []),
    table(["delegated to", "worth", "a year", "answers for too"], rows),
    ...(unbonding.length > 0
      ? [
          table(
            ["unbonding", "unlocks"],
            unbonding.map((it) => [sendText(it.amount), timeText(it.withdrawableAt)]),
          ),
        ]
      : []),
  ];
  const withApr = delegations.map((it) => ({ ...it, apr: aprs.get(it.operator) }));
  print(reader, { address, node, delegations: withApr, unbonding }, parts.join("\n\n"));
}

type Node = NonNullable<Awaited<ReturnType<Reader["client"]["getNode"]>>>;

function nodeText({ role, status, bond, stake, jailedUntil, withdrawableAt }: Node): string {
  return fields([
    ["node", `${role}, ${status}`],
    ["bond", sendText(bond)],
    ["stake that counts", sendText(stake)],
    ...(status === "jailed" ? [["may rejoin from epoch", `${jailedUntil}`] as const] : []),
    ...(withdrawableAt ? [["unlocks", timeText(withdrawableAt)] as const] : []),
  ]);
}

/** Undefined when nothing is settled yet, for Guardians, and without an indexer. */
async function aprOf({ client }: Reader, operator: Address): Promise<number | undefined> {
  if (!client.indexer) return undefined;
  try {
    return (await client.getStakeApr({ operator, indexer: client.indexer })).delegator;
  } catch (error) {
    if (error instanceof SendingError) return undefined;
    throw error;
  }
}

function yearly(apr: number | undefined): string {
  return apr === undefined ? "" : percentText(Math.round(apr * 10_000));
}
