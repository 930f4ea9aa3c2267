import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { type Account, type Hex, hexToBytes, toHex } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { withLock } from "../../agents/src/files/withLock.ts";
import { deployContracts } from "../../script/local/deploy.ts";
import { createSendingClient, type SendingClient } from "../../sdk/src/client.ts";
import { type Deployment, parseDeployment } from "../../sdk/src/network/index.ts";
import { type Anvil, anvilAt, startAnvil } from "./anvil.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** The beacon that test chains verify: drand's evmnet, whose rounds are public. */
export const evmnet = {
  publicKey:
    "0x07e1d1d335df83fa98462005690372c643340060d205306a9aa8106b6bd0b3820557ec32c2ad488e4d4f6008f89a346f18492092ccc0d594610de2732c8b808f0095685ae3a85ba243747b1b2f426049010f6b73a0cf1d389351d5aaaa1047f6297d3a4f9749b33eb2d904c9d9ebf17224150ddd7abd7567a9bec6c74480ee0b",
  period: 3,
  genesis: 1_727_521_075,
} as const;

/** A chain with our contracts on it, deployed by script/Deploy.s.sol. */
export type TestChain = Anvil & {
  deployment: Deployment;
  deploymentFile: string;
  /** 100 funded accounts; the first one deployed, holds the treasury and governs. */
  account(index: number): Account;
  client(account?: Account): SendingClient;
};

/** The private key of funded account `index`. */
export function keyOf(index: number): Hex {
  const { privateKey } = developer(index).getHdKey();
  if (!privateKey) throw new Error("The test mnemonic has private keys");
  return toHex(privateKey);
}

/** Starts a chain from the state right after the deployment, which is made once per contracts' source. */
export async function startChain(): Promise<TestChain> {
  const folder = join(root, "cache/test-chain", sourceHash());
  const stateFile = join(folder, "state.json");
  const deploymentFile = join(folder, "deployment.json");
  await withLock(`${folder}.lock`, async () => {
    if (!existsSync(stateFile)) await deploy(stateFile, deploymentFile);
  });
  const state = JSON.parse(readFileSync(stateFile, "utf8"));
  const timestamp = Number(state.block.timestamp) + 1;
  const anvil = await startAnvil(["--load-state", stateFile, "--timestamp", `${timestamp}`]);
  return { ...anvil, ...chainAt(anvil.rpc, deploymentFile) };
}

/** A chain that {@link startChain} started in another process. */
export function chainAt(rpc: string, deploymentFile: string): Omit<TestChain, "stop"> {
  const deployment = parseDeployment(readFileSync(deploymentFile, "utf8"));
  const client = (account?: Account) =>
    createSendingClient({ rpc, deployment, account, pollingInterval: 20 });
  return { ...anvilAt(rpc), deployment, deploymentFile, account: developer, client };
}

async function deploy(stateFile: string, deploymentFile: string): Promise<void> {
  mkdirSync(dirname(stateFile), { recursive: true });
  const anvil = await startAnvil();
  await deployContracts({
    root,
    rpc: anvil.rpc,
    deployment: deploymentFile,
    deployerKey: keyOf(0),
    beaconKey: evmnet.publicKey,
    beaconGenesis: evmnet.genesis,
    beaconPeriod: evmnet.period,
    genesis: Math.floor(Date.now() / 1000),
  });
  const dump = await anvil.test.dumpState();
  writeFileSync(`${stateFile}.draft`, gunzipSync(hexToBytes(dump)));
  renameSync(`${stateFile}.draft`, stateFile);
  await anvil.stop();
}

function sourceHash(): string {
  const hash = createHash("sha256");
  const sources = ["contracts", "script"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".sol"))
      .map((path) => join(folder, path)),
  );
  for (const path of [...sources.sort(), "foundry.toml"]) {
    hash.update(`${path}\n`).update(readFileSync(join(root, path)));
  }
  return hash.digest("hex").slice(0, 16);
}

function developer(index: number) {
  const mnemonic = "test test test test test test test test test test test junk";
  return mnemonicToAccount(mnemonic, { addressIndex: index });
}
