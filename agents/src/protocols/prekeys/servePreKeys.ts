import { answer, PROTOCOLS, ProblemCode, ProblemError, wire } from "@sendingnetwork/sdk/wire";
import type { Node } from "../../node/index.ts";
import type { Guard } from "../guard/index.ts";
import type { Sessions } from "../session/index.ts";
import type { PreKeyDesk } from "./PreKeyDesk.ts";

/** What handing out a bundle counts for. */
const GET_BYTES = 4_096;

/** Serves /sdn/prekeys/1, one request a stream, to whoever has opened a session. */
export async function servePreKeys(options: {
  node: Node;
  sessions: Sessions;
  guard: Guard;
  desk: PreKeyDesk;
}): Promise<void> {
  const { node, sessions, guard, desk } = options;
  await node.handle(PROTOCOLS.prekeys, (stream, connection) =>
    answer(
      stream,
      { send: wire.PreKeysAnswer, receive: wire.PreKeysRequest },
      async ({ publish, get }) => {
        const { account } = sessions.of(connection);
        if (publish) {
          account.charge(publish.bundle.length);
          await desk.publish(publish);
          return { ack: { replicas: 1 } };
        }
        if (get) {
          // Before: a one-time key that was taken out cannot be put back.
          account.charge(GET_BYTES);
          return { bundle: await desk.get(get) };
        }
        const text = "A request publishes or asks for a bundle.";
        throw new ProblemError(ProblemCode.INVALID_REQUEST, text);
      },
      {
        refuse: (problem) => ({ problem }),
        onProblem: (error) => guard.refuse("prekeys", error, connection),
      },
    ),
  );
}
