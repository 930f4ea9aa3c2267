import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { createTestClient, http, type TestClient } from "viem";
import { foundry } from "viem/chains";
import { foundryBinary } from "../../script/foundry.ts";

/** A port that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** A chain of its own that mines each transaction at once; gone with the test's process. */
export type Anvil = {
  rpc: string;
  test: TestClient;
  /** Moves the chain's clock, `seconds` or more beyond its last block, and mines a block. */
  pass(seconds: number): Promise<void>;
  stop(): Promise<void>;
};

export async function startAnvil(args: readonly string[] = []): Promise<Anvil> {
  const port = await freePort();
  const child = spawn(
    foundryBinary("anvil"),
    // The deployment comes in bursts; anvil forgets what misses a full block.
    ["--port", `${port}`, "--silent", "--accounts", "100", "--gas-limit", "200000000", ...args],
    {
      stdio: "ignore",
    },
  );
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const anvil = anvilAt(`http://127.0.0.1:${port}`);
  await answers(anvil.test, child);
  return {
    ...anvil,
    async stop() {
      process.removeListener("exit", kill);
      kill();
      await new Promise((resolve) => child.once("exit", resolve));
    },
  };
}

/** The controls of a chain that runs already. */
export function anvilAt(rpc: string): Omit<Anvil, "stop"> {
  const transport = http(rpc, { retryCount: 0 });
  const test = createTestClient({ mode: "anvil", chain: foundry, transport });
  return {
    rpc,
    test,
    async pass(seconds) {
      await test.increaseTime({ seconds });
      await test.mine({ blocks: 1 });
    },
  };
}

async function answers(client: TestClient, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`anvil ended with status ${child.exitCode}`);
    try {
      await client.getTxpoolStatus();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
