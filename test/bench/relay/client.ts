import { readFileSync } from "node:fs";
import { createNetworkView, parseDeployment } from "@sendingnetwork/sdk/network";
import { createClientNode } from "@sendingnetwork/sdk/node";
import { EdgeConnection } from "@sendingnetwork/sdk/relay";
import { createPublicClient, http } from "viem";
import type { Task } from "./flow.ts";

/** A free client of the only Edge of the network. */
export async function connectToEdge({ rpc, deployment: file }: Task) {
  const deployment = parseDeployment(JSON.parse(readFileSync(file, "utf8")));
  const client = createPublicClient({ transport: http(rpc) });
  const view = createNetworkView({ client, deployment });
  await view.start();
  const [edge] = view.nodes("edge");
  if (!edge) throw new Error("The Edge does not count yet.");
  const node = await createClientNode();
  return { view, node, connection: await EdgeConnection.open({ node, view, edge }) };
}
