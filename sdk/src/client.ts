import {
  type Account,
  type Address,
  type Chain,
  type Client,
  createClient,
  defineChain,
  fallback,
  http,
  type PublicActions,
  publicActions,
  type Transport,
  type WalletActions,
  walletActions,
  webSocket,
} from "viem";
import { parseAccount } from "viem/accounts";
import { type SendingActions, sendingActions } from "./actions/index.ts";
import { SendingError } from "./errors/index.ts";
import { createIndexerClient, type IndexerClient } from "./indexer/index.ts";
import type { Deployment } from "./network/deployment.ts";

export type SendingClientParameters = {
  /** Addresses of the network's contracts (parseDeployment). */
  deployment: Deployment;
  /** How to reach the chain: one or several RPC addresses (http or ws) ... */
  rpc?: string | readonly string[] | undefined;
  /** ... or any viem transport, such as a wallet's `custom(window.ethereum)`. */
  transport?: Transport | undefined;
  /** By default a plain chain with the deployment's id. */
  chain?: Chain | undefined;
  /** Who sends transactions. */
  account?: Account | Address | undefined;
  /** Address of the network's indexer. */
  indexer?: string | undefined;
  /** How often to look for new blocks, in milliseconds. */
  pollingInterval?: number | undefined;
};

export type SendingClient = Client<
  Transport,
  Chain,
  Account | undefined,
  undefined,
  PublicActions<Transport, Chain, Account | undefined> &
    WalletActions<Chain, Account | undefined> &
    SendingActions & { deployment: Deployment; indexer: IndexerClient | undefined }
>;

/**
 * A viem client with the network's actions. Throws NO_TRANSPORT without `rpc` and `transport`,
 * WRONG_CHAIN when `chain` is not the deployment's.
 */
export function createSendingClient(parameters: SendingClientParameters): SendingClient {
  const { deployment, account, indexer } = parameters;
  const chain = parameters.chain ?? chainOf(deployment, parameters.rpc);
  if (chain.id !== deployment.chainId) {
    throw new SendingError("The contracts are deployed on another chain.", {
      code: "WRONG_CHAIN",
      details: `chain ${chain.id}, deployment ${deployment.chainId}`,
    });
  }
  const development = deployment.profile === "development";
  const base = createClient({
    chain,
    transport: transportOf(parameters),
    pollingInterval: parameters.pollingInterval ?? (development ? 200 : 2_000),
    ...(account && { account: parseAccount(account) }),
  });
  return base
    .extend(publicActions)
    .extend(walletActions)
    .extend(() => ({ deployment, indexer: indexer ? createIndexerClient(indexer) : undefined }))
    .extend(sendingActions) as SendingClient;
}

function chainOf(deployment: Deployment, rpc: SendingClientParameters["rpc"]): Chain {
  const { chainId } = deployment;
  return defineChain({
    id: chainId,
    name: `chain ${chainId}`,
    nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
    rpcUrls: { default: { http: rpc ? [rpc].flat() : [] } },
  });
}

function transportOf({ transport, rpc = [] }: SendingClientParameters): Transport {
  if (transport) return transport;
  const urls = [rpc].flat();
  const [first, ...others] = urls.map((url) => (url.startsWith("ws") ? webSocket(url) : http(url)));
  if (first) return others.length > 0 ? fallback([first, ...others]) : first;
  throw new SendingError("The client needs a way to reach the chain.", {
    code: "NO_TRANSPORT",
    hint: "Pass `rpc` or `transport` to createSendingClient.",
  });
}
