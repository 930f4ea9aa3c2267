import { streamPair } from "@libp2p/utils";
import type { Stream } from "@sendingnetwork/sdk/wire";

/** Two connected in-memory streams: [dialler's, listener's]. */
export async function connectedStreams(): Promise<[Stream, Stream]> {
  return streamPair({ delay: 0, capacity: 64 });
}
