import { join, resolve } from "node:path";
import { createSendingClient, type IndexerClient, type SendingClient } from "@sendingnetwork/sdk";
import { SendingError } from "@sendingnetwork/sdk/errors";
import { type Account, type Hex, parseEther } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { loadDeployment } from "../config/index.ts";
import { DEVELOPMENT_CHAIN } from "../local/developer.ts";
import { faucet } from "../local/faucet.ts";
import { type NetworkFile, readNetworkFile } from "../local/networkFile.ts";
import { keyFromFile } from "./keyFromFile.ts";
import type { ReadOptions, WalletOptions } from "./options.ts";
import { createProfile, type Profile, readProfile } from "./profile.ts";

/** What a newcomer gets on a local network. */
const GRANT = { ether: parseEther("1"), send: parseEther("1000") };

/** The network as a command reads it. */
export type Reader = {
  client: SendingClient;
  /** Folder of the users' profiles; undefined away from a local network. */
  users: string | undefined;
  json: boolean;
};

/** Somebody who signs. */
export type Wallet = Reader & {
  account: Account;
  /** Of `--as`; undefined with `--key`. */
  profile: Profile | undefined;
  yes: boolean;
  dryRun: boolean;
};

/** Opens the network for reading. @throws {SendingError} LOCAL_NETWORK, CONFIG_DEPLOYMENT */
export function openReader(options: ReadOptions): Reader {
  const { client, network } = connect(options);
  return { client, users: usersOf(network), json: Boolean(options.json) };
}

/**
 * Opens the network for whoever `--as` or `--key` names. On a local network a wallet without coins
 * gets some from the faucet.
 * @throws {SendingError} CONFIG_SIGNER when nobody is named, and what openReader throws
 */
export async function openWallet(options: WalletOptions): Promise<Wallet> {
  const { as, key, json, yes, dryRun } = options;
  const { network, connection } = locate(options);
  const users = usersOf(network);
  const profile = as === undefined ? undefined : profileOf(as, users);
  const secret = key === undefined ? profile?.walletKey : keyFromFile(key);
  if (!secret || (as !== undefined && key !== undefined)) {
    throw new SendingError("Say who signs.", {
      code: "CONFIG_SIGNER",
      hint: "Add either --as <profile> or --key <file>.",
    });
  }
  const account = privateKeyToAccount(secret);
  const client = createSendingClient({ ...connection, account });
  if (network && !dryRun) await greet(client, network, account.address);
  return {
    ...{ client, users, account, profile },
    ...{ json: Boolean(json), yes: Boolean(yes), dryRun: Boolean(dryRun) },
  };
}

/** The wallet's indexer. @throws {SendingError} INDEXER_NEEDED */
export function indexerOf({ client }: Reader): IndexerClient {
  if (client.indexer) return client.indexer;
  throw new SendingError("This needs the network's indexer.", {
    code: "CONFIG_INDEXER",
    hint: "Add --indexer <url>.",
  });
}

function connect(options: ReadOptions) {
  const { network, connection } = locate(options);
  return { network, client: createSendingClient(connection) };
}

function locate(options: ReadOptions) {
  const rpc = options.rpc ?? process.env.SDN_RPC;
  const indexer = options.indexer ?? process.env.SDN_INDEXER;
  const file = options.deployment ?? process.env.SDN_DEPLOYMENT;
  if (rpc || file) {
    if (!rpc || !file) {
      throw new SendingError("--rpc and --deployment go together.", {
        code: "CONFIG_NETWORK",
        hint: "Give both, or neither to use the local network.",
      });
    }
    const deployment = loadDeployment(resolve(file));
    return { network: undefined, connection: { rpc, deployment, indexer } };
  }
  const network = readNetworkFile(options.network);
  const deployment = loadDeployment(network.deployment);
  return {
    network,
    connection: { rpc: network.rpc, deployment, indexer: indexer ?? network.indexer },
  };
}

function usersOf(network: NetworkFile | undefined): string | undefined {
  return network && join(network.data, "users");
}

function profileOf(name: string, users: string | undefined): Profile {
  if (users) return readProfile(users, name) ?? createProfile(users, name);
  throw new SendingError("Profiles belong to a local network.", {
    code: "CONFIG_SIGNER",
    hint: "Sign with --key <file> on any other network.",
  });
}

async function greet(client: SendingClient, network: NetworkFile, to: Hex): Promise<void> {
  const { deployment } = client;
  if (deployment.chainId !== DEVELOPMENT_CHAIN) return;
  if ((await client.getBalance({ address: to })) > 0n) return;
  process.stderr.write("getting coins and SEND from the local faucet\n");
  await faucet({ ...network, deployment }, [{ to, ...GRANT }]);
}
