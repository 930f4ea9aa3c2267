import { createSendingClient, type Deployment, type Did, SendingError } from "@sendingnetwork/sdk";
import type { Account } from "viem";

/** A DID for `account`, with a second wallet linked to it. */
export async function createIdentity(given: {
  rpc: string;
  deployment: Deployment;
  account: Account;
  wallet: Account;
}): Promise<Did> {
  const { rpc, deployment, account, wallet } = given;
  const client = createSendingClient({ rpc, deployment, account });

  const { did } = await client.createDid();
  await client.linkWallet({ did, wallet });

  // Everything that goes wrong is a SendingError with a code to switch on.
  try {
    await client.linkWallet({ did, wallet });
  } catch (error) {
    if (!(error instanceof SendingError) || error.code !== "ALREADY_LINKED") throw error;
  }
  return did;
}
