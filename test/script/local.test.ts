import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { blocksBehind } from "../../script/local/blocksBehind.ts";
import { Child } from "../../script/local/Child.ts";
import { freePort } from "../../script/local/ports.ts";
import { processesOf } from "../support/processes.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sdn-local-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const listen = () =>
  new Promise<{ server: Server; port: number }>((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (address && typeof address === "object") resolve({ server, port: address.port });
    });
  });

describe("freePort", () => {
  it("passes over a port that is held, and says which", async () => {
    const { server, port } = await listen();
    const taken: number[] = [];
    const found = await freePort(port, (held) => taken.push(held));
    server.close();
    expect(found).toBeGreaterThan(port);
    expect(taken[0]).toBe(port);
  });
});

describe("blocksBehind", () => {
  it("tells how much older the saved chain is than what the databases have seen", () => {
    const file = join(folder, "head.json");
    expect(blocksBehind(file, 7)).toBe(0);
    writeFileSync(file, JSON.stringify({ number: 10 }));
    expect(blocksBehind(file, 7)).toBe(3);
    expect(blocksBehind(file, 12)).toBe(0);
  });
});

describe("a child process", () => {
  it("tells its last words when it ends by itself", async () => {
    const child = Child.program("sh", ["-c", "echo last words; exit 3"], {
      name: "brief",
      logs: folder,
    });
    await expect(child.unexpectedExit()).rejects.toThrow(/brief ended with status 3.*last words/s);
  });

  it("is killed when it does not end in time", async () => {
    const child = Child.program("sh", ["-c", "trap '' INT; echo up; sleep 30"], {
      name: "stubborn",
      logs: folder,
    });
    while (child.tail() !== "up") await new Promise((resolve) => setTimeout(resolve, 20));
    expect(processesOf(`trap '' INT; echo up`)).toHaveLength(2);
    await child.stop();
    expect(child.running).toBe(false);
    expect(processesOf(`trap '' INT; echo up`)).toEqual([]);
  });
});
