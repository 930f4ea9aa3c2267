import type { Address } from "viem";
import type { NodeContext, Stop } from "../agent.ts";
import { DataSets } from "../protocols/epochs/index.ts";
import { claimCredits } from "./claimCredits.ts";

/** A role that also claims what its operator earns. */
export function withClaims<Context extends NodeContext>(
  serve: (context: Context) => Promise<Stop>,
): (context: Context) => Promise<Stop> {
  return async (context) => {
    const stop = await serve(context);
    const { node, view, operator, config } = context;
    const account = operator.toLowerCase() as Address;
    const dataSets = new DataSets({ node, view });
    claimCredits({ ...context, account, dataSets, every: config.claim });
    return stop;
  };
}
