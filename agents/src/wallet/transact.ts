import type { ContractCall, Estimate } from "@sendingnetwork/sdk/actions";
import { SendingError } from "@sendingnetwork/sdk/errors";
import { formatEther, type TransactionReceipt } from "viem";
import { confirm } from "./confirm.ts";
import { jsonText } from "./jsonText.ts";
import type { Wallet } from "./openWallet.ts";

/** One transaction. `call` may read what the steps before it did, so it is asked when its turn comes. */
export type Step = { title: string; call(): Promise<ContractCall> };

export type Plan = {
  /** What happens, as a sentence without its full stop: "Register alice.sdn for 2 years". */
  title: string;
  /** What it costs, what can be lost, when it unlocks: label and value, told before the question. */
  facts?: readonly (readonly [label: string, value: string])[];
  steps: readonly Step[];
};

type Estimated = { step: Step; call?: ContractCall; estimate?: Estimate; reason?: string };

/**
 * Tells what the plan does and costs, asks, and sends its steps one after another.
 * @returns the receipts; undefined after a dry run, which prints the plan (to standard output as JSON
 * with `--json`) and sends nothing
 * @throws {SendingError} NOT_CONFIRMED when the answer is no or nobody can be asked, INSUFFICIENT_FUNDS,
 * and whatever the first step would be refused with
 */
export async function transact(
  wallet: Wallet,
  plan: Plan,
): Promise<TransactionReceipt[] | undefined> {
  const estimates = await estimateSteps(wallet, plan.steps);
  const lack = await lackOfFunds(wallet, estimates);
  if (wallet.dryRun) {
    if (wallet.json) console.log(jsonText(planJson(plan, estimates, lack)));
    else tell(plan, estimates, (line) => console.log(line), lack);
    return undefined;
  }
  if (lack) throw lack;
  if (!wallet.json || !wallet.yes) tell(plan, estimates, say);
  if (!wallet.yes) await confirm(`${plan.title}?`);
  const receipts: TransactionReceipt[] = [];
  for (const [index, step] of plan.steps.entries()) {
    const place = plan.steps.length > 1 ? `${index + 1}/${plan.steps.length} ` : "";
    if (!wallet.json) say(`${place}${step.title} ...`);
    const receipt = await wallet.client.sendCall(await step.call());
    receipts.push(receipt);
    if (!wallet.json)
      say(`${place}done in block ${receipt.blockNumber}: ${receipt.transactionHash}`);
  }
  return receipts;
}

/** Later steps may need what earlier ones do, so only the first one must be possible now. */
async function estimateSteps(wallet: Wallet, steps: readonly Step[]): Promise<Estimated[]> {
  const { client } = wallet;
  const estimates: Estimated[] = [];
  for (const step of steps) {
    const first = estimates.length === 0;
    try {
      const call = await step.call();
      estimates.push({ step, call, estimate: await client.estimateCall(call) });
    } catch (error) {
      if (first || !(error instanceof SendingError)) throw error;
      estimates.push({ step, reason: error.shortMessage });
    }
  }
  return estimates;
}

/** The error to throw when the account cannot pay for everything; a dry run only tells it. */
async function lackOfFunds(
  { client, account }: Wallet,
  estimates: Estimated[],
): Promise<SendingError | undefined> {
  const { fee, value } = total(estimates);
  const balance = await client.getBalance({ address: account.address });
  if (balance >= fee + value) return undefined;
  return new SendingError("The account has too few coins for this.", {
    code: "INSUFFICIENT_FUNDS",
    details: `${account.address} has ${formatEther(balance)}, needs ${formatEther(fee + value)}`,
    hint: "Send it some of the chain's coins; on a local network: sdn faucet --to <address>.",
  });
}

function tell(
  plan: Plan,
  estimates: Estimated[],
  write: (line: string) => void,
  lack?: SendingError,
): void {
  write(plan.title);
  const { gas, fee, value } = total(estimates);
  const unknown = estimates.some(({ estimate }) => !estimate);
  const facts: (readonly [string, string])[] = [
    ...(plan.facts ?? []),
    ...(plan.steps.length > 1 ? estimates.map(stepFact) : []),
    ...(value > 0n ? [["pays", `${formatEther(value)} coins`] as const] : []),
    ["fee", `${unknown ? "at least " : ""}${rounded(fee)} coins for ${gas} gas`],
    ...(lack ? [["lacks", lack.details ?? ""] as const] : []),
  ];
  const width = Math.max(...facts.map(([label]) => label.length));
  for (const [label, text] of facts) write(`  ${label.padEnd(width)}  ${text}`);
}

function stepFact({ step, estimate }: Estimated, index: number) {
  const gas = estimate ? `${estimate.gas} gas` : "gas is known after the steps before it";
  return [`step ${index + 1}`, `${step.title}, ${gas}`] as const;
}

/** Three digits are enough for what a moving price decides. */
function rounded(wei: bigint): string {
  return `${Number(Number(formatEther(wei)).toPrecision(3))}`;
}

function planJson(plan: Plan, estimates: Estimated[], lack: SendingError | undefined) {
  return {
    dryRun: true,
    title: plan.title,
    facts: Object.fromEntries(plan.facts ?? []),
    steps: estimates.map(({ step, call, estimate, reason }) => ({
      title: step.title,
      ...(call && {
        contract: call.contract,
        function: call.functionName,
        ...{ to: call.to, data: call.data, value: call.value },
      }),
      ...(estimate && { gas: estimate.gas, fee: estimate.fee }),
      ...(reason && { notYet: reason }),
    })),
    ...total(estimates),
    ...(lack && { lacks: lack.details }),
  };
}

function total(estimates: Estimated[]): { gas: bigint; fee: bigint; value: bigint } {
  const sum = { gas: 0n, fee: 0n, value: 0n };
  for (const { estimate, call } of estimates) {
    sum.gas += estimate?.gas ?? 0n;
    sum.fee += estimate?.fee ?? 0n;
    sum.value += estimate?.value ?? call?.value ?? 0n;
  }
  return sum;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
