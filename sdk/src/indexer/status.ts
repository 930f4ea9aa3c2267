import { SendingError } from "../errors/index.ts";
import type { IndexerClient, IndexerStatus, WaitOptions } from "./IndexerClient.ts";
import { requestIndexer } from "./request.ts";

/** What /status and /ready say. */
export async function statusOf(origin: URL, signal?: AbortSignal): Promise<IndexerStatus> {
  const init = { signal: signal ?? null };
  const response = await requestIndexer(new URL("/status", origin), init);
  const chains: Record<string, { id: number; block: { number: number; timestamp: number } }> =
    await response.json();
  const [chain] = Object.values(chains);
  if (!chain) {
    throw new SendingError("The indexer has not read any block yet.", { code: "INDEXER_BEHIND" });
  }
  const ready = await fetch(new URL("/ready", origin), init);
  return {
    chainId: chain.id,
    block: chain.block.number,
    timestamp: chain.block.timestamp,
    ready: ready.ok,
  };
}

/** Asks for the status until it has reached `number`. */
export async function waitForBlock(
  client: IndexerClient,
  number: bigint,
  { signal, timeoutMs = 30_000, pollMs = 100 }: WaitOptions,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    signal?.throwIfAborted();
    const status = await client.status({ signal }).catch((error: unknown) => {
      // It may be starting: only the timeout ends the waiting.
      if (error instanceof SendingError) return error;
      throw error;
    });
    if (!(status instanceof SendingError) && BigInt(status.block) >= number) return;
    if (Date.now() >= deadline) {
      const failed = status instanceof SendingError;
      throw new SendingError(`The indexer has not reached block ${number} in time.`, {
        code: "INDEXER_BEHIND",
        details: failed ? status.shortMessage : `it is at block ${status.block}`,
        ...(failed && { cause: status }),
      });
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
