import type { Abi, Account, Address, Hash, TransactionReceipt } from "viem";
import { simulateContract, waitForTransactionReceipt } from "viem/actions";
import { SendingError } from "../../errors/index.ts";
import type { SendingContext } from "./context.ts";

type Options = {
  call: {
    address: Address;
    abi: Abi;
    functionName: string;
    args: readonly unknown[];
    account: Account;
  };
  signal?: AbortSignal | undefined;
};

/** Waits for the block that has the transaction; throws the reason if it reverted there. */
export async function waitForReceipt(
  client: SendingContext,
  hash: Hash,
  { call, signal }: Options,
): Promise<TransactionReceipt> {
  const receipt = await abortable(waitForTransactionReceipt(client, { hash }), signal);
  if (receipt.status === "success") return receipt;
  // The chain moved between the simulation and the block: asking again on that state names the reason.
  await simulateContract(client, { ...call, blockNumber: receipt.blockNumber });
  throw new SendingError("The transaction was reverted.", {
    code: "TRANSACTION_REVERTED",
    details: `${call.functionName} in ${hash}`,
  });
}

function abortable<value>(promise: Promise<value>, signal?: AbortSignal): Promise<value> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
