import { concatBytes } from "@noble/hashes/utils.js";
import type { NodeRecord } from "@sendingnetwork/sdk/network";
import {
  bytesOf,
  fromProblem,
  PROTOCOLS,
  ProblemCode,
  ProblemError,
  wire,
} from "@sendingnetwork/sdk/wire";
import { type Hex, keccak256 } from "viem";
import type { Node } from "../../node/index.ts";
import { askNode } from "../askNode.ts";
import { MAX_DATA_BYTES } from "./constants.ts";

/** Fetches a data set from one node and checks its hash. @throws ProblemError NOT_FOUND and others */
export async function fetchDataSet(
  node: Node,
  guardian: NodeRecord,
  hash: Hex,
  options: { signal?: AbortSignal | undefined; timeoutMs?: number | undefined } = {},
): Promise<Uint8Array> {
  const codecs = { send: wire.DataRequest, receive: wire.DataAnswer };
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (;;) {
    const request = { dataHash: bytesOf(hash), offset };
    const answer = await askNode(node, guardian, PROTOCOLS.epochs, codecs, request, options);
    if (answer.problem !== undefined) throw fromProblem(answer.problem);
    const { total = 0, bytes_ = new Uint8Array() } = answer.part ?? {};
    // Copied: a received field is a view of its read buffer.
    parts.push(bytes_.slice());
    offset += bytes_.length;
    if (offset >= total) break;
    if (bytes_.length === 0 || total > MAX_DATA_BYTES) throw malformed();
  }
  const bytes = concatBytes(...parts);
  if (keccak256(bytes) !== hash) throw malformed();
  return bytes;
}

function malformed(): ProblemError {
  return new ProblemError(ProblemCode.MALFORMED_FRAME, "The node sent something else than asked.");
}
