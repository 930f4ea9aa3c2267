import {
  type Abi,
  type Address,
  type ContractFunctionArgs,
  type ContractFunctionName,
  encodeFunctionData,
  type Hex,
} from "viem";
import {
  type ContractAbis,
  type ContractKey,
  contractAbis,
  type SendingContext,
} from "./context.ts";

export type WriteName<key extends ContractKey> = ContractFunctionName<
  ContractAbis[key],
  "nonpayable" | "payable"
>;

export type CallParameters<key extends ContractKey, name extends WriteName<key>> = {
  contract: key;
  functionName: name;
  args: ContractFunctionArgs<ContractAbis[key], "nonpayable" | "payable", name>;
  /** Coins of the chain that go along, in wei. */
  value?: bigint | undefined;
};

/**
 * A call that nobody made yet. `to`, `data` and `value` are what viem's `sendCalls` (EIP-5792) and
 * smart accounts take; {@link sendBatch} makes several of one contract in one transaction.
 */
export type ContractCall = {
  /** `token`: a token of others, which approvals are given in. */
  contract: ContractKey | "token";
  functionName: string;
  args: readonly unknown[];
  abi: Abi;
  to: Address;
  data: Hex;
  value: bigint;
};

/** Encodes a call of one of the network's contracts. */
export function contractCall<const key extends ContractKey, name extends WriteName<key>>(
  client: SendingContext,
  parameters: CallParameters<key, name>,
): ContractCall {
  const { contract, functionName, value = 0n } = parameters;
  const args = parameters.args as readonly unknown[];
  const abi = contractAbis[contract] as Abi;
  const data = encodeFunctionData({ abi, functionName: functionName as string, args });
  const to = client.deployment.contracts[contract];
  return { contract, functionName, args, abi, to, data, value };
}
