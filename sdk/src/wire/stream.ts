import type { Libp2p } from "libp2p";

/** A libp2p 3.x stream: an event target with `send()`, `drain` and `message` events. */
export type Stream = Awaited<ReturnType<Libp2p["dialProtocol"]>>;

/** One message type of the wire format, as generated. */
export type MessageCodec<T> = {
  encode(message: Partial<T>): Uint8Array;
  decode(bytes: Uint8Array): T;
};
