import { frames, type Stream, wire } from "@sendingnetwork/sdk/wire";

const PATIENCE_MS = 5_000;

/**
 * Answers the first frame of a relay or replica stream with why nothing is served on it, and closes
 * it. Not before that frame: what arrives together with the protocol's negotiation can get lost.
 */
export async function refuseStream(stream: Stream, problem: wire.Problem): Promise<void> {
  const refused = frames(stream, { send: wire.RelayFrame, receive: wire.RelayFrame });
  const timer = setTimeout(() => refused.abort(new Error("nothing was asked")), PATIENCE_MS);
  try {
    const id = (await refused.read())?.id ?? 0;
    void refused.send({ id, problem });
  } catch {
    // The peer went away, or sent what cannot be read: it has lost nothing.
  } finally {
    clearTimeout(timer);
  }
  await refused.close();
}
