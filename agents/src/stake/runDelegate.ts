import { SendingError } from "@sendingnetwork/sdk/errors";
import { type Address, isAddressEqual } from "viem";
import {
  findAccount,
  openWallet,
  print,
  type Step,
  transact,
  type Wallet,
  type WalletOptions,
} from "../wallet/index.ts";
import { approvalSteps } from "./payment.ts";
import { percentText, sendFrom, sendText, timeText } from "./values.ts";

const RISK = "all of it, for offences of the operator; also while it unbonds";

/** `sdn stake delegate` */
export async function runDelegate(
  whom: string,
  amountText: string,
  options: WalletOptions,
): Promise<void> {
  const wallet = await openWallet(options);
  const { client } = wallet;
  const operator = await findAccount(wallet, whom);
  const amount = sendFrom(amountText);
  const receipts = await transact(wallet, {
    title: `Delegate ${sendText(amount)} to ${operator}`,
    facts: [
      ...(await termsOf(wallet, operator)),
      ["can be lost", RISK],
      ["unlocks", `${unbondingText(wallet)} after you take it out`],
    ],
    steps: [
      ...(await approvalSteps(wallet, "delegationPools", amount)),
      { title: "delegate", call: () => client.delegate.call({ operator, amount }) },
    ],
  });
  if (receipts) print(wallet, { operator, amount }, `delegated ${sendText(amount)} to ${operator}`);
}

/** `sdn stake add`: the operator's own bond. */
export async function runAdd(amountText: string, options: WalletOptions): Promise<void> {
  const wallet = await openWallet(options);
  const { client, account } = wallet;
  const amount = sendFrom(amountText);
  const receipts = await transact(wallet, {
    title: `Add ${sendText(amount)} to the bond of ${account.address}`,
    facts: [
      ["can be lost", "all of it, for offences of your node; before any delegator's"],
      ["unlocks", `${unbondingText(wallet)} after the node leaves (sdn stake remove --node)`],
    ],
    steps: [
      ...(await approvalSteps(wallet, "nodeStaking", amount)),
      { title: "add to the bond", call: () => client.addBond.call({ amount }) },
    ],
  });
  if (receipts) print(wallet, { amount }, `added ${sendText(amount)}`);
}

/** `sdn stake redelegate` */
export async function runRedelegate(
  fromText: string,
  toText: string,
  amountText: string | undefined,
  options: WalletOptions,
): Promise<void> {
  const wallet = await openWallet(options);
  const { client } = wallet;
  const [from, operator] = [await findAccount(wallet, fromText), await findAccount(wallet, toText)];
  const amount = amountText === undefined ? undefined : sendFrom(amountText);
  const now = Number((await client.getBlock()).timestamp);
  const free = (await positionsWith(wallet, from)).filter(
    ({ liableUntil }) => liableUntil === undefined || liableUntil <= now,
  );
  const [position] = free;
  if (position === undefined) {
    throw new SendingError("That stake was moved before, and cannot be moved on yet.", {
      code: "STILL_LIABLE",
      hint: "sdn stake status tells until when; taking it out is always possible.",
    });
  }
  const moved = amount ?? position.amount;
  const receipts = await transact(wallet, {
    title: `Move ${sendText(moved)} from ${from} to ${operator}`,
    facts: [
      ...(await termsOf(wallet, operator)),
      ["can be lost", `${RISK}; for a while for offences of the former one too`],
      ["cannot move on", `for ${unbondingText(wallet)} to four thirds of that`],
    ],
    steps: [
      {
        title: "move it",
        call: () => client.redelegate.call({ pool: position.pool, operator, amount }),
      },
    ],
  });
  if (receipts) print(wallet, { from, operator, amount: moved }, `moved ${sendText(moved)}`);
}

export type RemoveOptions = WalletOptions & {
  from?: string;
  node?: boolean;
  withdraw?: boolean;
};

/** `sdn stake remove`: starts unbonding, or pays out what has unbonded. */
export async function runRemove(
  amountText: string | undefined,
  options: RemoveOptions,
): Promise<void> {
  if ([options.from, options.node, options.withdraw].filter(Boolean).length !== 1) {
    throw new SendingError("Say what to take out.", {
      code: "CONFIG_STAKE",
      hint: "Add --from <operator>, --node, or --withdraw for what has unbonded.",
    });
  }
  const wallet = await openWallet(options);
  const steps = await removalOf(wallet, amountText, options);
  const receipts = await transact(wallet, {
    title: titleOf(amountText, options),
    facts: options.withdraw
      ? [["paid to", wallet.account.address]]
      : [
          ["earns", "nothing from the next epoch on"],
          ["can be lost", "it can still be slashed until it is withdrawn"],
          ["unlocks", timeText(await unlockTime(wallet))],
          ["then", "sdn stake remove --withdraw pays it out"],
        ],
    steps,
  });
  if (receipts) print(wallet, { transactions: receipts.map((it) => it.transactionHash) }, "done");
}

function titleOf(amountText: string | undefined, { from, node }: RemoveOptions): string {
  if (node) return "Leave with your node and unbond all of its bond";
  if (from) return `Take ${amountText ? `${amountText} SEND` : "everything"} back from ${from}`;
  return "Withdraw what has unbonded";
}

async function removalOf(
  wallet: Wallet,
  amountText: string | undefined,
  { from, node }: RemoveOptions,
): Promise<Step[]> {
  const { client, account } = wallet;
  if (node) return [{ title: "leave", call: () => client.leaveNode.call() }];
  if (from === undefined) return withdrawals(wallet);
  const operator = await findAccount(wallet, from);
  const positions = await positionsWith(wallet, operator);
  const amount = amountText === undefined ? undefined : sendFrom(amountText);
  if (amount === undefined) {
    return positions.map(({ pool, amount: all }) => ({
      title: `take out ${sendText(all)}`,
      call: () => client.undelegate.call({ pool }),
    }));
  }
  const position = positions.find((it) => it.amount >= amount);
  if (position === undefined) {
    throw new SendingError("No less than that is delegated in one pool.", {
      code: "DELEGATION_TOO_SMALL",
      details: positions.map((it) => sendText(it.amount)).join(", "),
      hint: `Leave the amount out to take all that ${account.address} has there.`,
    });
  }
  const { pool } = position;
  return [{ title: "take it out", call: () => client.undelegate.call({ pool, amount }) }];
}

async function withdrawals({ client, account }: Wallet): Promise<Step[]> {
  const now = Number((await client.getBlock()).timestamp);
  const delegator = account.address;
  const [entries, node] = await Promise.all([
    client.getUnbonding({ delegator }),
    client.getNode({ operator: delegator }),
  ]);
  const steps: Step[] = [];
  if (entries.some(({ withdrawableAt }) => withdrawableAt <= now)) {
    steps.push({ title: "withdraw delegations", call: () => client.withdrawUnbonded.call() });
  }
  if (node?.withdrawableAt !== undefined && node.withdrawableAt <= now) {
    steps.push({ title: "withdraw the bond", call: () => client.withdrawBond.call() });
  }
  if (steps.length > 0) return steps;
  const next = [...entries.map((it) => it.withdrawableAt), node?.withdrawableAt]
    .filter((time) => time !== undefined)
    .sort((a, b) => a - b)[0];
  throw new SendingError("Nothing has unbonded.", {
    code: "NOTHING_WITHDRAWABLE",
    details: next === undefined ? "nothing is unbonding" : `the next at ${timeText(next)}`,
  });
}

/** The signer's stake that backs `operator`. @throws {SendingError} NO_DELEGATION */
async function positionsWith({ client, account }: Wallet, operator: Address) {
  const all = await client.getDelegations({ delegator: account.address });
  const positions = all.filter((it) => isAddressEqual(it.operator, operator));
  if (positions.length > 0) return positions;
  throw new SendingError("Nothing is delegated there.", {
    code: "NO_DELEGATION",
    details: operator,
    hint: "sdn stake status lists what you have delegated.",
  });
}

async function termsOf({ client }: Wallet, operator: Address) {
  const node = await client.getNode({ operator });
  const epoch = (node?.activeFrom ?? 0) + 1_000_000;
  const commission = await client.getCommission({ operator, epoch });
  return [
    ["counts", "from the next epoch (Guardians: after their delay)"],
    ["commission", `${percentText(commission)} of what delegated stake earns`],
  ] as const;
}

function unbondingText({ client }: Wallet): string {
  const { unbonding } = client.deployment.schedule;
  return unbonding >= 86_400 ? `${unbonding / 86_400} days` : `${unbonding} seconds`;
}

async function unlockTime({ client }: Wallet): Promise<number> {
  const { timestamp } = await client.getBlock();
  return Number(timestamp) + client.deployment.schedule.unbonding;
}
