import { bytesToHex } from "viem";
import { createNode } from "../../../agents/src/node/index.ts";

/** A node as an Edge builds its own, on a port of the system's choice. */
export function listeningNode() {
  return createNode({
    peerKey: bytesToHex(crypto.getRandomValues(new Uint8Array(32))),
    listen: ["/ip4/127.0.0.1/tcp/0"],
    announce: [],
    maxConnections: 100,
  });
}
