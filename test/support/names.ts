import type { RegisterNameParameters } from "../../sdk/src/actions/index.ts";
import type { TestChain } from "./chain.ts";

/** Registers a name for account `index`; the chain's clock moves on instead of the test's. */
export function registerNow(
  chain: Omit<TestChain, "stop">,
  index: number,
  parameters: RegisterNameParameters,
) {
  let passed = false;
  return chain.client(chain.account(index)).registerName({
    ...parameters,
    onProgress(progress) {
      parameters.onProgress?.(progress);
      if (progress.step !== "waiting" || passed) return;
      passed = true;
      chain.pass(progress.seconds);
    },
  });
}
