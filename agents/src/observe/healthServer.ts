import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { SendingError } from "@sendingnetwork/sdk/errors";
import type { Registry } from "prom-client";

/** What an agent tells about itself. */
export type Health = {
  /** Undefined when the agent serves; else why it does not yet, in one sentence. */
  setReady(waitingFor: string | undefined): void;
  /** Adds a field to the JSON of /health, read at request time. */
  tell(name: string, read: () => unknown): void;
  /** Answers GET requests whose path starts with `prefix`; return false to pass. */
  route(prefix: string, handler: (path: string, response: ServerResponse) => boolean): void;
};

export type HealthServer = Health & { url: string; close(): Promise<void> };

/** Serves /health, /ready and /metrics on loopback. Port 0 picks a free one. */
export async function createHealthServer(options: {
  port: number;
  registry: Registry;
}): Promise<HealthServer> {
  let waitingFor: string | undefined = "starting";
  const told = new Map<string, () => unknown>();
  const routes = new Map<string, (path: string, response: ServerResponse) => boolean>();

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    if (request.method !== "GET") return sendJson(response, 405, { error: "only GET" });
    if (path === "/metrics") {
      response.setHeader("content-type", options.registry.contentType);
      return response.end(await options.registry.metrics());
    }
    if (path === "/health") {
      const fields = Object.fromEntries([...told].map(([name, read]) => [name, read()]));
      return sendJson(response, 200, { ready: waitingFor === undefined, ...fields });
    }
    if (path === "/ready") {
      const ready = waitingFor === undefined;
      return sendJson(response, ready ? 200 : 503, ready ? { ready } : { ready, waitingFor });
    }
    for (const [prefix, handler] of routes) {
      if (path.startsWith(prefix) && handler(path, response)) return;
    }
    sendJson(response, 404, { error: "there are /health, /ready and /metrics" });
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!response.headersSent) sendJson(response, 500, { error: String(error) });
      else response.destroy();
    });
  });
  await new Promise<void>((done, failed) => {
    server.once("error", (cause: NodeJS.ErrnoException) =>
      failed(
        new SendingError(`The health port ${options.port} cannot be used.`, {
          code: "CONFIG_HEALTH_PORT",
          details: cause.message,
          hint: "Choose another with --health, or 0 to have one picked.",
          cause,
        }),
      ),
    );
    server.listen(options.port, "127.0.0.1", done);
  });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setReady: (reason) => {
      waitingFor = reason;
    },
    tell: (name, read) => void told.set(name, read),
    route: (prefix, handler) => void routes.set(prefix, handler),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(
    JSON.stringify(body, (_, value) => (typeof value === "bigint" ? String(value) : value)),
  );
}
