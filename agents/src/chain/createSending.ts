import type { SendingContext } from "@sendingnetwork/sdk/actions";
import type { Deployment } from "@sendingnetwork/sdk/network";
import { createWalletClient, type Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { type Chain, POLLING_INTERVAL_MS, transportTo } from "./createChain.ts";

/**
 * The client that the SDK's actions take; they count nonces themselves, so any number may run at a
 * time. Without an operator key it reads only: writing throws NO_ACCOUNT.
 */
export function createSending(options: {
  chain: Chain;
  rpc: string;
  deployment: Deployment;
  operatorKey?: Hex | undefined;
}): SendingContext {
  const { chain, rpc, deployment, operatorKey } = options;
  const client = createWalletClient({
    account: operatorKey ? privateKeyToAccount(operatorKey) : undefined,
    chain: chain.public.chain,
    transport: transportTo(rpc),
    pollingInterval: POLLING_INTERVAL_MS,
  });
  return client.extend(() => ({ deployment }));
}
