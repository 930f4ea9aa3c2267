/** Version of every protocol of this wire format; a session of another version is refused. */
export const WIRE_VERSION = 1;

/** libp2p protocol ids. */
export const PROTOCOLS = {
  session: "/sdn/session/1",
  relay: "/sdn/relay/1",
  replica: "/sdn/replica/1",
  prekeys: "/sdn/prekeys/1",
  bills: "/sdn/bills/1",
  reports: "/sdn/reports/1",
  attest: "/sdn/attest/1",
  epochs: "/sdn/epochs/1",
} as const;

export type ProtocolName = keyof typeof PROTOCOLS;

/** Largest frame, in bytes without its length prefix. */
export const MAX_FRAME = 1024 * 1024;

/** Frames written in one tick leave together, up to this many bytes a write. */
export const COALESCE_BYTES = 32 * 1024;

/** Bytes waiting for a slow peer from which on `send` asks its caller to wait. */
export const SEND_HIGH_WATER = 256 * 1024;

/** Bytes waiting for a slow peer at which it is given up. */
export const SEND_LIMIT = 16 * 1024 * 1024;

/** Bytes of decoded frames that wait for their reader before the peer is made to pause. */
export const RECEIVE_HIGH_WATER = 512 * 1024;

/** Most that one yamux stream may have in flight; what arrives after a pause is bounded by it. */
export const STREAM_WINDOW = 4 * 1024 * 1024;

/** Longest wait for the answer of a one-shot request, in milliseconds, unless the caller says otherwise. */
export const REQUEST_TIMEOUT_MS = 10_000;
