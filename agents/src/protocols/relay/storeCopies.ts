import { ProblemCode, ProblemError, type wire } from "@sendingnetwork/sdk/wire";
import type { Address } from "viem";
import { COPIES_FOR_ACK } from "./constants.ts";
import { toMessage } from "./deposit.ts";
import type { RelayServices } from "./services.ts";

export type StoreCopiesParameters = {
  deposit: wire.Deposit;
  /** The responsible Edges, this one among them. */
  edges: readonly Address[];
  services: RelayServices;
  /** Called for each copy as it comes to be on disk. */
  onReceipt(receipt: wire.Custody): void;
  /** Called once, when enough copies are on disk. */
  onAcknowledged(copies: number): void;
};

/**
 * Stores a message here and with the other responsible Edges at once. Resolves when each has
 * answered; throws what the first refusal said when too few copies came to be.
 */
export async function storeCopies(parameters: StoreCopiesParameters): Promise<void> {
  const { deposit, edges, services, onReceipt, onAcknowledged } = parameters;
  const needed = Math.min(COPIES_FOR_ACK, edges.length);
  let copies = 0;
  let refusal: unknown;
  const count = (receipt: wire.Custody) => {
    onReceipt(receipt);
    if (++copies === needed) onAcknowledged(copies);
  };
  const refuse = (error: unknown) => {
    refusal ??= error;
  };
  await Promise.all(
    edges.map((edge) => {
      const stored =
        edge === services.edge
          ? services.custody.deposit(toMessage(deposit))
          : services.replicas.deposit(edge, deposit);
      return stored.then(count, refuse);
    }),
  );
  if (copies >= needed) return;
  if (copies === 0 && refusal instanceof ProblemError) throw refusal;
  const text = `Only ${copies} of ${needed} copies could be stored.`;
  throw new ProblemError(ProblemCode.UNAVAILABLE, text, { cause: refusal });
}
