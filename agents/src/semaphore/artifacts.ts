import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { TREE_DEPTH } from "./constants.ts";

/** Circuit and proving key on this disk; without paths the library would ask a server for them. */
export function artifacts(): { wasm: string; zkey: string } {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve("@zk-kit/semaphore-artifacts/package.json"));
  const name = join(folder, `semaphore-${TREE_DEPTH}`);
  return { wasm: `${name}.wasm`, zkey: `${name}.zkey` };
}
