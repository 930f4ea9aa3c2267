import type { NetworkView, NodeRecord } from "@sendingnetwork/sdk/network";
import { type Address, isAddressEqual } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { AgentKeys } from "../keys/index.ts";
import type { Node } from "../node/index.ts";
import type { Logger } from "../observe/index.ts";

export type FindOperatorParameters = {
  keys: AgentKeys;
  view: NetworkView;
  node: Node;
  log: Logger;
  signal: AbortSignal;
  /** Undefined: the agent is no registered node. */
  role: "edge" | "guardian" | undefined;
};

/**
 * The account that an agent acts for: that of its operator key, or, for a node without one, whoever
 * registered its peer id; waits until somebody has.
 */
export async function findOperator(
  parameters: FindOperatorParameters,
): Promise<Address | undefined> {
  const { keys, role, view, node, log, signal } = parameters;
  if (keys.operatorKey) return privateKeyToAccount(keys.operatorKey).address;
  if (!role) return undefined;

  const peerId = node.peerId.toString();
  let record = view.nodeByPeerId(peerId);
  if (!record) {
    log.warn({ peerId }, "not registered and no operatorKey in keys.json: waiting for an operator");
    await view.waitFor(() => view.nodeByPeerId(peerId) !== undefined, signal);
    record = view.nodeByPeerId(peerId) as NodeRecord;
  }
  const own = privateKeyToAccount(keys.signerKey).address;
  if (!isAddressEqual(record.signer, own)) {
    log.error({ registered: record.signer, own }, "the registered signer is another key than ours");
  }
  return record.operator;
}
