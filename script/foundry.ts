import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/**
 * Path of a Foundry program itself. The command that npm links is a wrapper that ends with status 0
 * whatever the program's was, and that is survived by the program when it is killed.
 */
export function foundryBinary(tool: "anvil" | "cast" | "forge"): string {
  const platform = { linux: "linux", darwin: "darwin", win32: "win32" }[process.platform as string];
  const arch = { x64: "amd64", arm64: "arm64" }[process.arch as string];
  const manifest = `@foundry-rs/${tool}-${platform}-${arch}/package.json`;
  const folder = dirname(createRequire(import.meta.url).resolve(manifest));
  return join(folder, "bin", process.platform === "win32" ? `${tool}.exe` : tool);
}
