import {
  createPublicClient,
  defineChain,
  http,
  type PublicClient,
  type Transport,
  type Chain as ViemChain,
  webSocket,
} from "viem";

/** Reading access to the chain. */
export type Chain = {
  id: number;
  public: PublicClient<Transport, ViemChain>;
};

export const POLLING_INTERVAL_MS = 250;

/** The public client of an agent. This folder is the only place that builds viem clients. */
export function createChain(options: { rpc: string; chainId: number }): Chain {
  const { rpc, chainId } = options;
  const chain = defineChain({
    id: chainId,
    name: `chain ${chainId}`,
    nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
    rpcUrls: { default: { http: [rpc] } },
  });
  const pollingInterval = POLLING_INTERVAL_MS;
  return {
    id: chainId,
    public: createPublicClient({ chain, transport: transportTo(rpc), pollingInterval }),
  };
}

export function transportTo(rpc: string): Transport {
  // Outages are bridged by whoever asks (they know how long to wait), so few retries here.
  const settings = { retryCount: 2, retryDelay: 200, timeout: 10_000 };
  return rpc.startsWith("ws") ? webSocket(rpc, settings) : http(rpc, settings);
}
