import { multiaddr } from "@multiformats/multiaddr";
import type { NodeRecord } from "@sendingnetwork/sdk/network";
import { type RequestCodecs, request } from "@sendingnetwork/sdk/wire";
import type { Node } from "../node/index.ts";

/**
 * One request to a registered node over a stream of its own, dialled by what the chain says about it.
 * The connection proves the node's peer id.
 */
export async function askNode<TSend, TReceive>(
  node: Node,
  record: Pick<NodeRecord, "peerId" | "multiaddrs">,
  protocol: string,
  codecs: RequestCodecs<TSend, TReceive>,
  message: Partial<TSend>,
  options: { signal?: AbortSignal | undefined; timeoutMs?: number | undefined } = {},
): Promise<TReceive> {
  const { timeoutMs = 10_000 } = options;
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  const addresses = record.multiaddrs.map((text) => {
    return multiaddr(text.includes("/p2p/") ? text : `${text}/p2p/${record.peerId}`);
  });
  const stream = await node.dialProtocol(addresses, protocol, { signal });
  return request(stream, codecs, message, { signal, timeoutMs });
}
