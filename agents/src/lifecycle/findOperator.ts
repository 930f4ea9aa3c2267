import type { NodeRecord } from "@sendingnetwork/sdk/network";
import { type Address, isAddressEqual } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { type RegistrationParameters, registerOperator } from "./registerOperator.ts";

export type FindOperatorParameters = Omit<RegistrationParameters, "role" | "operator"> & {
  /** Undefined: the agent is no registered node. */
  role: "edge" | "guardian" | undefined;
};

/**
 * The account that an agent acts for, in lower case: that of its operator key, with which a node
 * registers itself, or else whoever registered the node's peer id; waits until somebody has.
 */
export async function findOperator(
  parameters: FindOperatorParameters,
): Promise<Address | undefined> {
  const { keys, role, view, node, log, signal } = parameters;
  if (keys.operatorKey) {
    const operator = privateKeyToAccount(keys.operatorKey).address.toLowerCase() as Address;
    if (role) await registerOperator({ ...parameters, role, operator });
    return operator;
  }
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
