import { setTimeout as sleep } from "node:timers/promises";
import { registerNode, type SendingContext, setMultiaddrs } from "@sendingnetwork/sdk/actions";
import { ContractError, SendingError } from "@sendingnetwork/sdk/errors";
import type { NetworkView, NodeRecord } from "@sendingnetwork/sdk/network";
import { type Address, isAddressEqual, parseEther } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { AgentKeys } from "../keys/index.ts";
import { type Node, peerSigner } from "../node/index.ts";
import type { Logger } from "../observe/index.ts";

/** Least bond by role (PROTOCOL: roles and units). */
const LEAST_BOND = { edge: parseEther("10000"), guardian: parseEther("100000") };
const RETRY_MS = 3_000;

export type RegistrationParameters = {
  role: "edge" | "guardian";
  operator: Address;
  bond: bigint | undefined;
  keys: AgentKeys;
  sending: SendingContext;
  view: NetworkView;
  node: Node;
  log: Logger;
  signal: AbortSignal;
};

/**
 * Sees to it that the chain knows the operator's node with these keys and addresses: registers it
 * with its bond, or updates where it can be reached. Waits for funds and for the chain. Throws
 * CONFIG_KEYS_MISMATCH when the operator's node has other keys.
 */
export async function registerOperator(parameters: RegistrationParameters): Promise<void> {
  const { operator, role, view, node, signal, log } = parameters;
  const multiaddrs = reachableAt(node);
  const known = view.node(operator);
  if (known && isServing(known, view.currentEpoch())) {
    checkKeys(known, parameters);
    if (sameTexts(known.multiaddrs, multiaddrs)) return;
    await persist(parameters, "update the addresses", () =>
      setMultiaddrs(parameters.sending, { multiaddrs, signal }),
    );
    log.info({ multiaddrs }, "addresses registered");
    return;
  }
  const bond = parameters.bond ?? LEAST_BOND[role];
  log.info({ operator, bond: String(bond), multiaddrs }, "registering");
  const registered = await persist(parameters, "register", () =>
    registerNode(parameters.sending, {
      role,
      signer: privateKeyToAccount(parameters.keys.signerKey),
      peer: peerSigner(parameters.keys.peerKey),
      multiaddrs,
      bond,
      signal,
    }),
  );
  log.info({ operator, activeFrom: registered.activeFrom }, "registered");
  await view.waitFor(() => view.node(operator)?.activeFrom === registered.activeFrom, signal);
}

/** Where others can dial the node, without its peer id, which the registration holds apart. */
function reachableAt(node: Node): string[] {
  const suffix = `/p2p/${node.peerId}`;
  return node
    .getMultiaddrs()
    .map((address) => address.toString().replace(suffix, ""))
    .slice(0, 8);
}

function isServing(record: NodeRecord, epoch: number): boolean {
  return record.inactiveFrom === undefined || record.inactiveFrom > epoch;
}

function checkKeys(record: NodeRecord, { role, keys, node }: RegistrationParameters): void {
  const { address } = privateKeyToAccount(keys.signerKey);
  const isOwn =
    record.role === role &&
    record.peerId === node.peerId.toString() &&
    isAddressEqual(record.signer, address);
  if (isOwn) return;
  throw new SendingError("The operator's registered node is another one than this.", {
    code: "CONFIG_KEYS_MISMATCH",
    details: `registered ${record.role} ${record.peerId}, here ${role} ${node.peerId}`,
    hint: "Use the data folder of that node, or another operatorKey.",
  });
}

/** Tries until it works; a refusal that no waiting changes is thrown. */
async function persist<T>(
  { log, signal }: RegistrationParameters,
  what: string,
  task: () => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await task();
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof ContractError && !error.errorName.startsWith("ERC20")) throw error;
      const reason = error instanceof SendingError ? error.message : String(error);
      log.warn({ reason }, `cannot ${what} yet, trying again`);
      await sleep(RETRY_MS, undefined, { signal });
    }
  }
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text) => b.includes(text));
}
