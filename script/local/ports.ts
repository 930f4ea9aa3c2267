import { execFileSync } from "node:child_process";
import { createServer } from "node:net";

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** Who listens on `port`, as far as this machine tells: `"node" (pid 123)`, or undefined. */
function holderOf(port: number): string | undefined {
  try {
    const lines = execFileSync("ss", ["-Hltnp", `sport = :${port}`], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [, name, pid] = /\("([^"]+)",pid=(\d+)/.exec(lines) ?? [];
    return name ? `"${name}" (pid ${pid})` : undefined;
  } catch {
    return undefined;
  }
}

/** `preferred` or the next free port above it; `taken` hears about each that was not free. */
export async function freePort(
  preferred: number,
  taken: (port: number, holder: string | undefined) => void,
): Promise<number> {
  for (let port = preferred; port < Math.min(preferred + 50, 65_536); port += 1) {
    if (await isFree(port)) return port;
    taken(port, holderOf(port));
  }
  throw new Error(`No port is free from ${preferred} to ${preferred + 49}.`);
}
