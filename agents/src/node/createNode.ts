import { generateKeyPairFromSeed } from "@libp2p/crypto/keys";
import { identify } from "@libp2p/identify";
import { noise } from "@libp2p/noise";
import { ping } from "@libp2p/ping";
import { tcp } from "@libp2p/tcp";
import { webSockets } from "@libp2p/websockets";
import { yamux } from "@libp2p/yamux";
import { STREAM_WINDOW } from "@sendingnetwork/sdk/wire";
import { createLibp2p, type Libp2p } from "libp2p";
import { type Hex, hexToBytes } from "viem";

export type Node = Libp2p;
export type Connection = ReturnType<Libp2p["getConnections"]>[number];

export type NodeOptions = {
  /** Seed of the Ed25519 key. */
  peerKey: Hex;
  /** Multiaddrs; none: the node only dials. */
  listen: string[];
  /** Multiaddrs told to others instead of those listened on; none: the latter. */
  announce?: string[];
  maxConnections: number;
};

const HOUR_MS = 3_600_000;

/**
 * Builds and starts the libp2p node of an agent. The limits are chosen for a server with many
 * short-lived clients, often behind one address; libp2p's defaults are those of a peer among few.
 */
export async function createNode(options: NodeOptions): Promise<Node> {
  const { listen, announce = [], maxConnections } = options;
  return createLibp2p({
    privateKey: await generateKeyPairFromSeed("Ed25519", hexToBytes(options.peerKey)),
    addresses: { listen, announce },
    transports: [
      // The transport refuses above the limit before any handshake is paid for.
      tcp({ maxConnections, backlog: 1024 }),
      webSockets(),
    ],
    connectionEncrypters: [noise()],
    streamMuxers: [
      yamux({
        maxInboundStreams: 256,
        maxOutboundStreams: 1024,
        streamOptions: {
          // The first window stays as the specification has it: it is not negotiated, and a peer that
          // thinks it smaller ends the connection.
          maxStreamWindowSize: STREAM_WINDOW,
          // Readers wait for messages by the hour; dead peers are found by the monitor's pings.
          inactivityTimeout: HOUR_MS,
        },
      }),
    ],
    connectionManager: {
      maxConnections,
      // A household, an office or a test machine shares one address.
      inboundConnectionThreshold: 200,
      maxIncomingPendingConnections: 200,
      maxParallelDials: 50,
      dialTimeout: 10_000,
      // Edges are redialled by whoever needs them, with the addresses that the chain has now.
      reconnectRetries: 0,
    },
    connectionMonitor: { pingInterval: 30_000 },
    services: { identify: identify(), ping: ping() },
  });
}
