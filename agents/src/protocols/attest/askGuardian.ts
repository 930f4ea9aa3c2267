import type { NodeRecord } from "@sendingnetwork/sdk/network";
import {
  bytesOf,
  fromProblem,
  PROTOCOLS,
  ProblemCode,
  ProblemError,
  signatureOf,
  wire,
} from "@sendingnetwork/sdk/wire";
import type { Hex } from "viem";
import type { Node } from "../../node/index.ts";
import type { ReportItem } from "../../settlement/index.ts";
import { askNode } from "../askNode.ts";
import {
  decodeBill,
  decodeReceipt,
  decodeReport,
  ITEM_KINDS,
  type ItemKind,
  type SignedBill,
  type SignedReceipt,
} from "../items/index.ts";
import { encodeProposal, type Proposal } from "./wireProposal.ts";

export type AskOptions = { signal?: AbortSignal | undefined; timeoutMs?: number | undefined };

/** An item as another Guardian sent it: to be checked like one from its author. */
export type FetchedItem = { kind: "bill"; item: SignedBill } | { kind: "report"; item: ReportItem };

/** Receipts of what another Guardian holds, as it sent them. */
export async function askInventory(
  node: Node,
  guardian: NodeRecord,
  { epoch, kind }: { epoch: number; kind: ItemKind },
  options: AskOptions = {},
): Promise<SignedReceipt[]> {
  const request = { inventory: { epoch, kind: ITEM_KINDS[kind] } };
  const { inventory } = await ask(node, guardian, request, options);
  return expect(inventory).receipts.map(decodeReceipt);
}

/** An item that another Guardian holds. @throws ProblemError NOT_FOUND */
export async function askItem(
  node: Node,
  guardian: NodeRecord,
  { epoch, hash }: { epoch: number; hash: Hex },
  options: AskOptions = {},
): Promise<FetchedItem> {
  const request = { item: { epoch, kind: 0, itemHash: bytesOf(hash) } };
  const { bill, report } = expect((await ask(node, guardian, request, options)).item);
  if (bill !== undefined) return { kind: "bill", item: decodeBill(bill) };
  return { kind: "report", item: decodeReport(expect(report)) };
}

/** Another Guardian's signature over a proposal; not checked yet. */
export async function askSignature(
  node: Node,
  guardian: NodeRecord,
  proposal: Proposal,
  options: AskOptions = {},
): Promise<Hex> {
  const request = { proposal: encodeProposal(proposal) };
  const { signature } = await ask(node, guardian, request, options);
  return signatureOf(expect(signature).signature, "signature.signature");
}

async function ask(
  node: Node,
  guardian: NodeRecord,
  request: Partial<wire.AttestRequest>,
  options: AskOptions,
): Promise<wire.AttestAnswer> {
  const codecs = { send: wire.AttestRequest, receive: wire.AttestAnswer };
  const answer = await askNode(node, guardian, PROTOCOLS.attest, codecs, request, options);
  if (answer.problem !== undefined) throw fromProblem(answer.problem);
  return answer;
}

function expect<T>(part: T | undefined): T {
  if (part !== undefined) return part;
  throw new ProblemError(ProblemCode.MALFORMED_FRAME, "The answer is not to this request.");
}
