import { type Abi, encodeFunctionData, parseAbi } from "viem";
import { SendingError } from "../../errors/index.ts";
import type { SendingContext } from "./context.ts";
import type { ContractCall } from "./contractCall.ts";
import { sendCall, type WriteOptions, type Written } from "./sendCall.ts";

const multicallAbi = parseAbi(["function multicall(bytes[] data) returns (bytes[] results)"]);

export type SendBatchParameters = WriteOptions & {
  /** Of one contract that has `multicall`, without coins. Made in order, all or none. */
  calls: readonly ContractCall[];
};

/** Makes several calls of one contract in one transaction. Throws INVALID_BATCH; reverts as they do. */
export async function sendBatch(
  client: SendingContext,
  parameters: SendBatchParameters,
): Promise<Written> {
  return { receipt: await sendCall(client, batchOf(parameters.calls), parameters) };
}

/** The one call that makes all of `calls`. Throws INVALID_BATCH. */
export function batchOf(calls: readonly ContractCall[]): ContractCall {
  const [first] = calls;
  if (!first) throw invalid("it is empty");
  const other = calls.find(({ to }) => to !== first.to);
  if (other) throw invalid(`it calls ${first.contract} and ${other.contract}`);
  const { contract, to } = first;
  if (calls.some(({ value }) => value > 0n)) throw invalid("a call sends coins along");
  const known = first.abi.some((item) => item.type === "function" && item.name === "multicall");
  if (!known) throw invalid(`${contract} takes one call at a time`);
  if (calls.length === 1) return first;
  const args = [calls.map(({ data }) => data)] as const;
  const data = encodeFunctionData({ abi: multicallAbi, functionName: "multicall", args });
  // The contract's own ABI along, so that a refusal of one call is told by its name.
  const abi = first.abi as Abi;
  return { contract, functionName: "multicall", args, abi, to, data, value: 0n };
}

function invalid(details: string): SendingError {
  return new SendingError("These calls cannot be made in one transaction.", {
    code: "INVALID_BATCH",
    details,
    hint: "Batch calls of one contract, or hand them to a smart account (EIP-5792).",
  });
}
