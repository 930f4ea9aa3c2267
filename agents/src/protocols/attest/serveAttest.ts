import {
  addressBytes,
  answer,
  bytesOf,
  hashOf,
  PROTOCOLS,
  ProblemCode,
  ProblemError,
  requireSafe,
  wire,
} from "@sendingnetwork/sdk/wire";
import type { Address, Hex } from "viem";
import type { Node } from "../../node/index.ts";
import type { Guard } from "../guard/index.ts";
import {
  encodeBill,
  encodeReceipt,
  encodeReport,
  ITEM_KINDS,
  type Item,
  type ItemKind,
  type SignedReceipt,
} from "../items/index.ts";
import { decodeProposal, type Proposal } from "./wireProposal.ts";

export type AttestOptions = {
  node: Node;
  guard: Guard;
  /** The Guardian with this peer id; undefined for anybody else, who is refused. */
  guardianOf(peerId: string): Address | undefined;
  /** Own receipts for every item held. */
  inventory(epoch: number, kind: ItemKind): SignedReceipt[];
  item(hash: Hex): Item | undefined;
  /** Own signature over a proposal that one agrees with; throws a ProblemError otherwise. */
  sign(proposal: Proposal, proposer: Address): Promise<{ guardian: Address; signature: Hex }>;
};

/** Serves /sdn/attest/1: what Guardians ask one another. */
export async function serveAttest(options: AttestOptions): Promise<void> {
  const { node, guard, guardianOf } = options;
  await node.handle(PROTOCOLS.attest, (stream, connection) =>
    answer(
      stream,
      { send: wire.AttestAnswer, receive: wire.AttestRequest },
      (request) => {
        const guardian = guardianOf(connection.remotePeer.toString());
        if (guardian === undefined) {
          throw new ProblemError(ProblemCode.UNAUTHORIZED, "Only Guardians are answered.");
        }
        return handle(request, guardian, options);
      },
      {
        refuse: (problem) => ({ problem }),
        onProblem: (error) => void guard.refuse("attest", error, connection),
      },
    ),
  );
}

async function handle(
  request: wire.AttestRequest,
  from: Address,
  options: AttestOptions,
): Promise<Partial<wire.AttestAnswer>> {
  if (request.inventory !== undefined) {
    const epoch = requireSafe(request.inventory.epoch, "inventory.epoch");
    const kind = request.inventory.kind === ITEM_KINDS.bill ? "bill" : "report";
    return { inventory: { receipts: options.inventory(epoch, kind).map(encodeReceipt) } };
  }
  if (request.item !== undefined) {
    const found = options.item(hashOf(request.item.itemHash, "item.item_hash"));
    if (found === undefined) {
      throw new ProblemError(ProblemCode.NOT_FOUND, "This item is not held here.");
    }
    const item =
      found.kind === "bill"
        ? { bill: encodeBill(found.item) }
        : { report: encodeReport(found.item) };
    return { item };
  }
  if (request.proposal !== undefined) {
    const signed = await options.sign(decodeProposal(request.proposal), from);
    return {
      signature: {
        guardian: addressBytes(signed.guardian),
        signature: bytesOf(signed.signature),
      },
    };
  }
  throw new ProblemError(ProblemCode.INVALID_REQUEST, "The request asks for nothing.");
}
