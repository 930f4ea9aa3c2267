import type { NodeRecord } from "@sendingnetwork/sdk/network";
import type { Hex } from "viem";
import { askInventory } from "../../protocols/attest/index.ts";
import { ITEM_KINDS, type ItemKind, isReceiptOf } from "../../protocols/items/index.ts";
import { ASK_TIMEOUT_MS } from "./constants.ts";
import type { GuardianServices } from "./services.ts";

/** A Guardian of an epoch and the items of one kind that it gave receipts for. */
export type Holding = { guardian: NodeRecord; hashes: ReadonlySet<Hex> };

/** Asks the other Guardians of an epoch what they hold; who does not answer holds nothing. */
export async function otherHoldings(
  services: Pick<GuardianServices, "view" | "node" | "operator" | "deployment" | "log" | "signal">,
  epoch: number,
  kind: ItemKind,
): Promise<Holding[]> {
  const { view, node, operator, deployment, log, signal } = services;
  const others = view.nodes("guardian", epoch).filter((record) => record.operator !== operator);
  const options = { signal, timeoutMs: ASK_TIMEOUT_MS };
  return Promise.all(
    others.map(async (guardian) => {
      try {
        const receipts = await askInventory(node, guardian, { epoch, kind }, options);
        const valid = receipts.filter(
          (receipt) =>
            receipt.epoch === epoch &&
            receipt.kind === ITEM_KINDS[kind] &&
            receipt.guardian === guardian.operator &&
            isReceiptOf(deployment, receipt, guardian.signer),
        );
        return { guardian, hashes: new Set(valid.map(({ itemHash }) => itemHash)) };
      } catch (error) {
        log.debug({ error, epoch, kind, guardian: guardian.operator }, "no inventory");
        return { guardian, hashes: new Set<Hex>() };
      }
    }),
  );
}

/** Those of the own items `left` out of a set that Guardians with a third of the stake gave receipts for. */
export async function widelyHeld(
  services: GuardianServices,
  epoch: number,
  kind: ItemKind,
  left: readonly Hex[],
): Promise<Hex[]> {
  if (left.length === 0) return [];
  const { view, operator } = services;
  const guardians = view.nodes("guardian", epoch);
  const total = guardians.reduce((sum, { stake }) => sum + stake, 0n);
  const own = guardians.find((record) => record.operator === operator)?.stake ?? 0n;
  const holdings = await otherHoldings(services, epoch, kind);
  return left.filter((hash) => {
    const holders = holdings.filter(({ hashes }) => hashes.has(hash));
    const stake = holders.reduce((sum, { guardian }) => sum + guardian.stake, own);
    return 3n * stake >= total;
  });
}
