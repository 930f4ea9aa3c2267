import {
  answer,
  hashOf,
  PROTOCOLS,
  ProblemCode,
  ProblemError,
  requireSafe,
  wire,
} from "@sendingnetwork/sdk/wire";
import type { Hex } from "viem";
import type { Node } from "../../node/index.ts";
import type { Health } from "../../observe/index.ts";
import type { Guard } from "../guard/index.ts";
import { HTTP_PREFIX, PART_BYTES } from "./constants.ts";

export type EpochsOptions = {
  node: Node;
  guard: Guard;
  health: Pick<Health, "route">;
  /** A published data set by its hash. */
  dataSet(hash: Hex): Uint8Array<ArrayBuffer> | undefined;
};

/** Serves data sets by hash over /sdn/epochs/1, in parts, and whole over HTTP at /epochs/<hash>. */
export async function serveEpochs(options: EpochsOptions): Promise<void> {
  const { node, guard, health, dataSet } = options;
  await node.handle(PROTOCOLS.epochs, (stream, connection) =>
    answer(
      stream,
      { send: wire.DataAnswer, receive: wire.DataRequest },
      (request) => {
        const bytes = dataSet(hashOf(request.dataHash, "data_hash"));
        if (bytes === undefined) {
          throw new ProblemError(ProblemCode.NOT_FOUND, "This data set is not kept here.");
        }
        const offset = requireSafe(request.offset, "offset");
        const part = bytes.subarray(offset, offset + PART_BYTES);
        return { part: { total: bytes.length, bytes_: part } };
      },
      {
        refuse: (problem) => ({ problem }),
        onProblem: (error) => void guard.refuse("epochs", error, connection),
      },
    ),
  );
  health.route(HTTP_PREFIX, (path, response) => {
    const hash = path.slice(HTTP_PREFIX.length).toLowerCase();
    const bytes = /^0x[0-9a-f]{64}$/.test(hash) ? dataSet(hash as Hex) : undefined;
    if (bytes === undefined) return false;
    response.writeHead(200, {
      "content-type": "application/cbor",
      "content-length": bytes.length,
      // What a hash names never changes.
      "cache-control": "public, max-age=31536000, immutable",
    });
    response.end(bytes);
    return true;
  });
}
