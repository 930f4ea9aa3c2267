import type { Deployment } from "@sendingnetwork/sdk/network";
import {
  bytesOf,
  fromProblem,
  PROTOCOLS,
  ProblemCode,
  ProblemError,
  request,
  WIRE_VERSION,
  wire,
} from "@sendingnetwork/sdk/wire";
import type { Connection } from "../../node/index.ts";

/** The Edge's side of dialling another Edge: one exchange, free of charge. Throws ProblemError. */
export async function openSession(
  connection: Connection,
  deployment: Deployment,
  signal: AbortSignal,
): Promise<wire.Welcome> {
  const stream = await connection.newStream(PROTOCOLS.session, { signal });
  const { problem, welcome } = await request(
    stream,
    { send: wire.SessionRequest, receive: wire.SessionAnswer },
    {
      version: WIRE_VERSION,
      chainId: deployment.chainId,
      registry: bytesOf(deployment.contracts.nodeStaking),
    },
    { signal },
  );
  if (problem) throw fromProblem(problem);
  if (welcome) return welcome;
  throw new ProblemError(ProblemCode.MALFORMED_FRAME, "The session's answer is empty.");
}
