import { multiaddr } from "@multiformats/multiaddr";
import { SendingError } from "../errors/index.ts";
import type { NodeRecord } from "../network/index.ts";
import type { ClientNode, Connection } from "./createClientNode.ts";

/**
 * Connects to a registered node at one of its addresses; a connection that is open is reused. The peer
 * that answers holds the key that is registered. @throws SendingError NODE_UNREACHABLE
 */
export async function dialNode(
  node: ClientNode,
  record: Pick<NodeRecord, "multiaddrs" | "operator" | "peerId">,
  options: { signal?: AbortSignal | undefined } = {},
): Promise<Connection> {
  const { multiaddrs, operator, peerId } = record;
  const addresses = multiaddrs.map((text) =>
    multiaddr(text.includes("/p2p/") ? text : `${text}/p2p/${peerId}`),
  );
  try {
    if (addresses.length === 0) throw new Error("it has no addresses");
    return await node.dial(addresses, options.signal ? { signal: options.signal } : {});
  } catch (cause) {
    throw new SendingError("A node cannot be reached.", {
      code: "NODE_UNREACHABLE",
      details: `operator ${operator} at ${multiaddrs.join(", ") || "no address"}`,
      cause,
    });
  }
}
