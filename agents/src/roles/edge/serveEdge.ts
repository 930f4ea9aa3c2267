import type { NodeContext, Stop } from "../../agent.ts";

/** Starts an Edge: its mailbox store, its protocols and the bills it hands in. */
export async function serveEdge(context: NodeContext): Promise<Stop> {
  context.log.debug("no protocols yet");
  return () => {};
}
