import type { Address } from "viem";
import type { Deployment } from "../network/index.ts";
import type { Connection } from "../node/index.ts";
import {
  addressBytes,
  addressOf,
  amountOf,
  type Bytes,
  fromProblem,
  PROTOCOLS,
  ProblemCode,
  ProblemError,
  request,
  WIRE_VERSION,
  wire,
} from "../wire/index.ts";

/** What an Edge says of itself to a client. */
export type SessionTerms = {
  edge: Address;
  epoch: number;
  /** Wei. */
  pricePerMib: bigint;
  /** Bytes left of the free tier in this epoch. */
  freeBytes: number;
  /** Bytes carried before a voucher must follow. */
  creditBytes: number;
};

const codecs = { send: wire.SessionRequest, receive: wire.SessionAnswer };
const NONE: Bytes = new Uint8Array(0);

/** The exchange that every connection begins with. @throws ProblemError with the Edge's refusal */
export async function openSession(
  connection: Connection,
  deployment: Deployment,
  options: { payer?: Address | undefined; signal: AbortSignal },
): Promise<SessionTerms> {
  const { payer, signal } = options;
  const stream = await connection.newStream(PROTOCOLS.session, { signal });
  const message = {
    version: WIRE_VERSION,
    chainId: deployment.chainId,
    registry: addressBytes(deployment.contracts.nodeStaking),
    payer: payer === undefined ? NONE : addressBytes(payer),
  };
  const { welcome, problem } = await request(stream, codecs, message, { signal });
  if (problem !== undefined) throw fromProblem(problem);
  if (welcome === undefined) {
    throw new ProblemError(ProblemCode.MALFORMED_FRAME, "The session's answer is empty.");
  }
  return {
    edge: addressOf(welcome.edge, "welcome.edge"),
    epoch: welcome.epoch,
    pricePerMib: amountOf(welcome.pricePerMib, "welcome.price_per_mib"),
    freeBytes: welcome.freeBytes,
    creditBytes: welcome.creditBytes,
  };
}
