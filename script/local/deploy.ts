import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Hex } from "viem";
import { withLock } from "../../agents/src/files/withLock.ts";
import { foundryBinary } from "../foundry.ts";

/**
 * Deploys the contracts to the local chain by the one deploy path there is.
 * @param deployment file that receives addresses, schedule and start block
 */
export async function deployContracts(parameters: {
  root: string;
  rpc: string;
  deployment: string;
  deployerKey: Hex;
  beaconKey: Hex;
  beaconGenesis: number;
  beaconPeriod: number;
  genesis: number;
}): Promise<void> {
  const { root, rpc, deployment, deployerKey } = parameters;
  const target = [
    "script/Deploy.s.sol",
    "--rpc-url",
    rpc,
    "--broadcast",
    "--private-key",
    deployerKey,
  ];
  const cache = join(root, "cache/deploy");
  // A script of forge may write inside the project only.
  const draft = join(root, "cache", `deployment-${process.pid}.json`);
  mkdirSync(join(root, "cache"), { recursive: true });
  const env = {
    ...process.env,
    // A folder of its own: nothing that is compiled elsewhere at the same time gets in the way.
    FOUNDRY_OUT: join(cache, "out"),
    FOUNDRY_CACHE_PATH: cache,
    SDN_PROFILE: "development",
    SDN_DEPLOYMENT_FILE: draft,
    SDN_GENESIS: `${parameters.genesis}`,
    SDN_BEACON_KEY: parameters.beaconKey,
    SDN_BEACON_GENESIS: `${parameters.beaconGenesis}`,
    SDN_BEACON_PERIOD: `${parameters.beaconPeriod}`,
  };
  const run = (...options: string[]) =>
    promisify(execFile)(foundryBinary("forge"), ["script", ...target, ...options], {
      cwd: root,
      env,
      maxBuffer: 1 << 26,
    });
  try {
    await withLock(`${cache}.lock`, () =>
      run().catch((error: { stderr?: string }) => {
        // What forge says when it compiled the script anew and not the libraries it is linked with.
        if (!error.stderr?.includes("No contract bytecode")) throw error;
        return run("--force");
      }),
    );
    copyFileSync(draft, deployment);
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    const text = stderr?.trim() || stdout?.trim() || (error as Error).message;
    throw new Error(`The contracts could not be deployed.\n${text.slice(-2000)}`);
  } finally {
    rmSync(draft, { force: true });
  }
}
