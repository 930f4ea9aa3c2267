import type { Abi, Account, Address, Hash, TransactionReceipt } from "viem";
import { parseAccount } from "viem/accounts";
import {
  estimateContractGas,
  getTransactionCount,
  writeContract as send,
  simulateContract,
} from "viem/actions";
import { SendingError, toSendingError } from "../../errors/index.ts";
import type { SendingContext } from "./context.ts";
import type { ContractCall } from "./contractCall.ts";
import { exclusive } from "./exclusive.ts";
import { waitForReceipt } from "./waitForReceipt.ts";

export type WriteOptions = {
  /** Who sends; by default the client's account. */
  account?: Account | Address | undefined;
  /** Ends the waiting. A transaction that was sent already stays sent. */
  signal?: AbortSignal | undefined;
};

/** What every writing action returns besides its own result. */
export type Written = { receipt: TransactionReceipt };

/** A call as viem's contract actions take it. */
export type Request = {
  address: Address;
  abi: Abi;
  functionName: string;
  args: readonly unknown[];
  account: Account;
  value: bigint;
};

/**
 * Simulates the call, sends it and waits until it is in a block. Any number of writes of one account
 * may run at a time. Throws ContractError when the contract refuses, before anything is sent if the
 * simulation shows it; NO_ACCOUNT when nobody is there to send.
 */
export async function sendCall(
  client: SendingContext,
  call: ContractCall,
  options: WriteOptions = {},
): Promise<TransactionReceipt> {
  const { signal } = options;
  const request = requestOf(client, call, options);
  try {
    signal?.throwIfAborted();
    await simulateContract(client, request);
    const gas = await estimateContractGas(client, request);
    signal?.throwIfAborted();
    const hash = await submit(client, request, gas);
    return await waitForReceipt(client, hash, { call: request, signal });
  } catch (error) {
    throw signal?.aborted ? signal.reason : toSendingError(error);
  }
}

export function requestOf(
  client: SendingContext,
  call: ContractCall,
  options: WriteOptions,
): Request {
  const { to: address, abi, functionName, args, value } = call;
  return { address, abi, functionName, args, value, account: accountOf(client, options.account) };
}

export function accountOf(client: SendingContext, account?: Account | Address): Account {
  const found = account ?? client.account;
  if (found) return parseAccount(found);
  throw new SendingError("There is no account to send the transaction from.", {
    code: "NO_ACCOUNT",
    hint: "Pass `account` to createSendingClient or to the action.",
  });
}

async function submit(client: SendingContext, call: Request, estimate: bigint): Promise<Hash> {
  const { account } = call;
  // A quarter on top: the state may move between the estimate and the block.
  const request = { ...call, chain: client.chain ?? null, gas: (estimate * 5n) / 4n };
  // A wallet counts the nonces of its accounts itself.
  if (account.type === "json-rpc") return send(client, request);
  // Counting and sending in one go, so that two writes never take one nonce and a failed one leaves
  // no gap, which every later transaction would wait behind.
  return exclusive(`nonce ${client.deployment.chainId} ${account.address}`, async () => {
    const { address } = account;
    const nonce = await getTransactionCount(client, { address, blockTag: "pending" });
    return send(client, { ...request, nonce });
  });
}
