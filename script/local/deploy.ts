import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Hex } from "viem";

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
  const env = {
    ...process.env,
    SDN_PROFILE: "development",
    SDN_DEPLOYMENT_FILE: deployment,
    SDN_GENESIS: `${parameters.genesis}`,
    SDN_BEACON_KEY: parameters.beaconKey,
    SDN_BEACON_GENESIS: `${parameters.beaconGenesis}`,
    SDN_BEACON_PERIOD: `${parameters.beaconPeriod}`,
  };
  try {
    await promisify(execFile)("forge", ["script", ...target], {
      cwd: root,
      env,
      maxBuffer: 1 << 26,
    });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`Deployment failed.\n${stdout ?? ""}${stderr ?? (error as Error).message}`);
  }
}
