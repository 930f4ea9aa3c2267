import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SendingError } from "@sendingnetwork/sdk/errors";
import type { BeaconKey } from "./beaconKey.ts";
import { type ChainInfo, chainInfo } from "./chainInfo.ts";
import { MAX_CACHED_ROUNDS } from "./constants.ts";
import { type Round, signRound } from "./signRound.ts";

export type BeaconServer = { url: string; info: ChainInfo; close(): Promise<void> };

export type BeaconServerOptions = {
  key: BeaconKey;
  period: number;
  genesis: number;
  host: string;
  /** 0 picks one. */
  port: number;
  /** Time on the chain in Unix seconds: no round is signed before it. */
  now(): number;
};

type Answer = { status: number; body: unknown };

/**
 * Serves drand's HTTP API for one chain: `/chains`, `/info`, `/health`, `/public/latest` and
 * `/public/<round>`, with or without the chain's hash in front. A round whose time has not come
 * answers 425, and is not signed either.
 */
export async function createBeaconServer(options: BeaconServerOptions): Promise<BeaconServer> {
  const { key, period, genesis, host, port, now } = options;
  const info = chainInfo({ publicKey: key.publicKey, period, genesis });
  const signed = new Map<number, Round>();

  const latest = () => Math.floor((now() - genesis) / period) + 1;

  function publicRound(round: number): Answer {
    if (!Number.isSafeInteger(round) || round < 1) {
      return { status: 404, body: { error: "rounds count from 1" } };
    }
    const current = latest();
    if (round > current) return { status: 425, body: { error: "not yet", current } };
    let known = signed.get(round);
    if (known === undefined) {
      known = signRound(key.secretKey, round);
      signed.set(round, known);
      if (signed.size > MAX_CACHED_ROUNDS) signed.delete([...signed.keys()][0] as number);
    }
    const { signature, randomness } = known;
    const body = { round, randomness: randomness.slice(2), signature: signature.slice(2) };
    return { status: 200, body };
  }

  function answer(path: string): Answer {
    const parts = path.split("/").filter((part) => part !== "");
    const [name, argument, ...rest] = parts[0] === info.hash ? parts.slice(1) : parts;
    if (rest.length > 0) return { status: 404, body: { error: "no such path" } };
    if (name === "public" && argument === "latest") return publicRound(latest());
    if (name === "public" && /^\d{1,15}$/.test(argument ?? ""))
      return publicRound(Number(argument));
    if (argument === undefined && name === "info") return { status: 200, body: info };
    if (argument === undefined && name === "chains") return { status: 200, body: [info.hash] };
    if (argument === undefined && name === "health") {
      return { status: 200, body: { current: latest(), expected: latest() } };
    }
    return { status: 404, body: { error: "no such path" } };
  }

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const { status, body } =
      request.method === "GET" ? answer(pathname) : { status: 405, body: { error: "only GET" } };
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((done, failed) => {
    server.once("error", (cause) =>
      failed(
        new SendingError(`The beacon cannot listen on ${host}:${port}.`, {
          code: "CONFIG_BEACON_PORT",
          details: cause.message,
          hint: "Choose another port with --beacon http://<host>:<port>.",
          cause,
        }),
      ),
    );
    server.listen(port, host, done);
  });
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    info,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
