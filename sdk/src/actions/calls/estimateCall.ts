import { estimateContractGas, getGasPrice, simulateContract } from "viem/actions";
import { toSendingError } from "../../errors/index.ts";
import type { SendingContext } from "./context.ts";
import type { ContractCall } from "./contractCall.ts";
import { requestOf, type WriteOptions } from "./sendCall.ts";

export type Estimate = {
  gas: bigint;
  /** In wei per gas. */
  gasPrice: bigint;
  /** gas x gasPrice, in wei. */
  fee: bigint;
  /** Coins that the call itself sends, in wei. */
  value: bigint;
};

/** What the call would cost now. Throws ContractError when the contract would refuse it. */
export async function estimateCall(
  client: SendingContext,
  call: ContractCall,
  options: WriteOptions = {},
): Promise<Estimate> {
  const request = requestOf(client, call, options);
  try {
    await simulateContract(client, request);
    const [gas, gasPrice] = await Promise.all([
      estimateContractGas(client, request),
      getGasPrice(client),
    ]);
    return { gas, gasPrice, fee: gas * gasPrice, value: call.value };
  } catch (error) {
    throw toSendingError(error);
  }
}
