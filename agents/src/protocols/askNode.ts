import type { NodeRecord } from "@sendingnetwork/sdk/network";
import { dialNode } from "@sendingnetwork/sdk/node";
import { type RequestCodecs, request } from "@sendingnetwork/sdk/wire";
import type { Node } from "../node/index.ts";

/**
 * One request to a registered node over a stream of its own, dialled by what the chain says about it.
 * The connection proves the node's peer id. @throws SendingError NODE_UNREACHABLE, TIMEOUT, ABORTED
 */
export async function askNode<TSend, TReceive>(
  node: Node,
  record: NodeRecord,
  protocol: string,
  codecs: RequestCodecs<TSend, TReceive>,
  message: Partial<TSend>,
  options: { signal?: AbortSignal | undefined; timeoutMs?: number | undefined } = {},
): Promise<TReceive> {
  const { timeoutMs = 10_000 } = options;
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  const connection = await dialNode(node, record, { signal });
  const stream = await connection.newStream(protocol, { signal });
  return request(stream, codecs, message, { signal, timeoutMs });
}
