import { join } from "node:path";
import { createSendingClient } from "@sendingnetwork/sdk";
import { transferSend } from "@sendingnetwork/sdk/actions";
import { SendingError } from "@sendingnetwork/sdk/errors";
import type { Deployment } from "@sendingnetwork/sdk/network";
import type { Address, Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";

import { withLock } from "../files/withLock.ts";
import { DEVELOPMENT_CHAIN, developerKey } from "./developer.ts";

export interface Grant {
  to: Address;
  /** Wei of the chain's coin. */
  ether: bigint;
  /** Wei of SEND. */
  send: bigint;
}

export interface FaucetNetwork {
  rpc: string;
  deployment: Deployment;
  /** Folder of the network. */
  data: string;
}

/** A client that acts as the developer of a local network. @throws {SendingError} NOT_LOCAL */
export function developerClient(rpc: string, deployment: Deployment) {
  if (deployment.chainId !== DEVELOPMENT_CHAIN) {
    throw new SendingError("There is a faucet on local networks only.", {
      code: "NOT_LOCAL",
      details: `chain id ${deployment.chainId}`,
    });
  }
  const account = privateKeyToAccount(developerKey);
  return createSendingClient({ rpc, deployment, account });
}

const LOCK_STALE_MS = 30_000;

/** {@link giveOut}, one process at a time: all send from one account and would take the same nonces. */
export function faucet(network: FaucetNetwork, grants: Grant[]): Promise<void> {
  const client = developerClient(network.rpc, network.deployment);
  const lock = join(network.data, "faucet.lock");
  return withLock(lock, () => giveOut(client, grants), LOCK_STALE_MS);
}

/** Hands out coins and SEND from the developer's account; resolves when all of it is in blocks. */
export async function giveOut(
  client: ReturnType<typeof developerClient>,
  grants: Grant[],
): Promise<void> {
  const account = client.account ?? null;
  const hashes: Hex[] = [];
  for (const { to, ether } of grants) {
    // One after another: each asks for the pending nonce.
    if (ether > 0n) hashes.push(await client.sendTransaction({ account, to, value: ether }));
  }
  await Promise.all([
    ...hashes.map((hash) => client.waitForTransactionReceipt({ hash })),
    ...grants
      .filter(({ send }) => send > 0n)
      .map(({ to, send }) => transferSend(client, { to, amount: send })),
  ]);
}
