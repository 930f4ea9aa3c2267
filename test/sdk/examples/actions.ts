import { createDid, getDid, type SendingContext } from "@sendingnetwork/sdk/actions";
import type { Deployment } from "@sendingnetwork/sdk/network";
import { type Account, createClient, http } from "viem";

/** The same without the whole client: any viem client that knows the deployment will do. */
export async function createDidWithPlainViem(given: {
  rpc: string;
  deployment: Deployment;
  account: Account;
}) {
  const { rpc, deployment, account } = given;
  const client: SendingContext = createClient({
    account,
    transport: http(rpc),
    pollingInterval: 100,
  }).extend(() => ({ deployment }));

  const { did } = await createDid(client);
  return getDid(client, { did });
}
