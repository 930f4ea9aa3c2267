import { PROTOCOLS } from "@sendingnetwork/sdk/wire";
import type { Node } from "../../node/index.ts";
import { refuseStream } from "../refuseStream.ts";
import type { Sessions } from "../session/index.ts";
import { RelayConnection } from "./RelayConnection.ts";
import type { RelayServices } from "./services.ts";

/** Streams of one connection at a time: more serve nobody, each costs buffers. */
const MAX_STREAMS = 8;

/** Serves /sdn/relay/1 to whoever has opened a session on the connection. */
export async function serveRelay(options: {
  node: Node;
  sessions: Sessions;
  services: RelayServices;
}): Promise<void> {
  const { node, sessions, services } = options;
  await node.handle(
    PROTOCOLS.relay,
    async (stream, connection) => {
      try {
        const session = sessions.of(connection);
        await new RelayConnection(stream, connection, { session, services }).serve();
      } catch (error) {
        await refuseStream(stream, services.guard.refuse("relay", error, connection));
      }
    },
    { maxInboundStreams: MAX_STREAMS },
  );
}
