import {
  type Account,
  createPublicClient,
  createWalletClient,
  defineChain,
  type Hex,
  http,
  type PublicClient,
  type Transport,
  type Chain as ViemChain,
  type WalletClient,
  webSocket,
} from "viem";
import { nonceManager, privateKeyToAccount } from "viem/accounts";

/** Access to the chain: reads by anyone, transactions by the operator when its key is there. */
export type Chain = {
  id: number;
  public: PublicClient<Transport, ViemChain>;
  /** Undefined without an operator key. Nonces are counted here, so parallel sends do not clash. */
  wallet: WalletClient<Transport, ViemChain, Account> | undefined;
};

/** The viem clients of an agent: the only place that builds them. */
export function createChain(options: {
  rpc: string;
  chainId: number;
  operatorKey?: Hex | undefined;
}): Chain {
  const { rpc, chainId, operatorKey } = options;
  const chain = defineChain({
    id: chainId,
    name: `chain ${chainId}`,
    nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
    rpcUrls: { default: { http: [rpc] } },
  });
  // Outages are bridged by whoever asks (they know how long to wait), so few retries here.
  const settings = { retryCount: 2, retryDelay: 200, timeout: 10_000 };
  const transport = rpc.startsWith("ws") ? webSocket(rpc, settings) : http(rpc, settings);
  const pollingInterval = 250;
  return {
    id: chainId,
    public: createPublicClient({ chain, transport, pollingInterval }),
    wallet: operatorKey
      ? createWalletClient({
          account: privateKeyToAccount(operatorKey, { nonceManager }),
          chain,
          transport,
          pollingInterval,
        })
      : undefined,
  };
}
