import { ProblemCode, type ProtocolName, toProblem, type wire } from "@sendingnetwork/sdk/wire";
import type { Connection } from "../../node/index.ts";
import type { Logger, Metrics } from "../../observe/index.ts";

/** Strikes within the window after which a peer is dropped. */
const MAX_STRIKES = 5;
const WINDOW_MS = 60_000;
/** Peers remembered at once; the oldest are forgotten first. */
const MAX_PEERS = 10_000;

/** What no honest program sends. */
const STRIKES: ReadonlySet<ProblemCode> = new Set([
  ProblemCode.MALFORMED_FRAME,
  ProblemCode.FRAME_TOO_LARGE,
]);

type Conduct = { strikes: number; since: number };

/** Counts what was refused and drops peers that keep sending what cannot be read. */
export class Guard {
  readonly #metrics: Metrics;
  readonly #log: Logger;
  readonly #peers = new Map<string, Conduct>();

  constructor(options: { metrics: Metrics; log: Logger }) {
    this.#metrics = options.metrics;
    this.#log = options.log;
  }

  /** The Problem to answer with. */
  refuse(protocol: ProtocolName, error: unknown, connection: Connection): wire.Problem {
    const problem = toProblem(error);
    const { code } = problem;
    this.#metrics.problems.inc({ code, protocol });
    const peer = connection.remotePeer.toString();
    if (code === ProblemCode.UNAVAILABLE)
      this.#log.warn({ error, protocol, peer }, "request failed");
    else this.#log.debug({ code, reason: problem.message, protocol, peer }, "refused");
    if (STRIKES.has(code)) this.#strike(peer, connection);
    return problem;
  }

  /** Whether the peer was dropped within the last minute. */
  isBarred(connection: Connection): boolean {
    const conduct = this.#peers.get(connection.remotePeer.toString());
    return conduct !== undefined && conduct.strikes >= MAX_STRIKES && !isOver(conduct);
  }

  #strike(peer: string, connection: Connection): void {
    let conduct = this.#peers.get(peer);
    if (!conduct || isOver(conduct)) conduct = { strikes: 0, since: performance.now() };
    conduct.strikes++;
    // Last in the map: the first key is always the one that behaved longest.
    this.#peers.delete(peer);
    this.#peers.set(peer, conduct);
    if (this.#peers.size > MAX_PEERS) {
      const [oldest] = this.#peers.keys();
      if (oldest !== undefined) this.#peers.delete(oldest);
    }
    if (conduct.strikes < MAX_STRIKES) return;
    this.#log.warn({ peer }, "dropped a peer that keeps sending malformed frames");
    // After this turn, so that the answer that says why still leaves.
    setTimeout(() => connection.abort(new Error("malformed frames")), 100).unref();
  }
}

function isOver({ since }: Conduct): boolean {
  return performance.now() - since > WINDOW_MS;
}
