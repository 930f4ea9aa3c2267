import { setTimeout as sleep } from "node:timers/promises";
import { SendingError } from "@sendingnetwork/sdk/errors";
import type { Logger } from "../observe/index.ts";
import type { Chain } from "./createChain.ts";

const RETRY_MS = 500;
const SAY_EVERY_MS = 5_000;

/**
 * Resolves once the chain answers; says every few seconds that it does not. Throws CHAIN_MISMATCH
 * when another chain answers, and the signal's reason when aborted.
 */
export async function waitForChain(
  chain: Chain,
  { log, signal }: { log: Logger; signal: AbortSignal },
): Promise<void> {
  let said = Number.NEGATIVE_INFINITY;
  for (;;) {
    signal.throwIfAborted();
    try {
      const id = await chain.public.getChainId();
      if (id === chain.id) return;
      throw new SendingError(`The chain at the RPC endpoint is not the network's.`, {
        code: "CONFIG_CHAIN_MISMATCH",
        details: `chain id ${id}, expected ${chain.id}`,
        hint: "Check --rpc and --deployment: they must belong together.",
      });
    } catch (error) {
      if (error instanceof SendingError) throw error;
      if (performance.now() - said >= SAY_EVERY_MS) {
        said = performance.now();
        const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
        log.warn({ rpc: chain.public.transport.url, reason }, "waiting for the chain");
      }
      await sleep(RETRY_MS, undefined, { signal });
    }
  }
}
