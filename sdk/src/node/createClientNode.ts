import { generateKeyPair, generateKeyPairFromSeed } from "@libp2p/crypto/keys";
import { identify } from "@libp2p/identify";
import { noise } from "@libp2p/noise";
import { ping } from "@libp2p/ping";
import { tcp } from "@libp2p/tcp";
import { webSockets } from "@libp2p/websockets";
import { yamux } from "@libp2p/yamux";
import { createLibp2p, type Libp2p } from "libp2p";
import { STREAM_WINDOW } from "../wire/index.ts";

export type ClientNode = Libp2p;
export type Connection = ReturnType<Libp2p["getConnections"]>[number];

export type ClientNodeOptions = {
  /** Seed of the Ed25519 peer key, 32 bytes. Default: a fresh one, so that visits cannot be linked. */
  seed?: Uint8Array | undefined;
};

const HOUR_MS = 3_600_000;

/** A started libp2p node that only dials: TCP and WebSockets under Noise and Yamux. */
export async function createClientNode(options: ClientNodeOptions = {}): Promise<ClientNode> {
  const { seed } = options;
  return createLibp2p({
    privateKey: seed
      ? await generateKeyPairFromSeed("Ed25519", seed)
      : await generateKeyPair("Ed25519"),
    transports: [tcp(), webSockets()],
    connectionEncrypters: [noise()],
    streamMuxers: [
      yamux({
        streamOptions: {
          // The first window stays as the specification has it: it is not negotiated, and a peer that
          // thinks it smaller ends the connection.
          maxStreamWindowSize: STREAM_WINDOW,
          inactivityTimeout: HOUR_MS,
        },
      }),
    ],
    // Pages refuse to dial private addresses by default; which Edges exist is for the chain to say.
    connectionGater: { denyDialMultiaddr: () => false },
    connectionManager: { dialTimeout: 10_000, reconnectRetries: 0 },
    connectionMonitor: { pingInterval: 30_000 },
    services: { identify: identify(), ping: ping() },
  });
}
