import { SendingError } from "@sendingnetwork/sdk/errors";
import type { AgentContext, Stop } from "../../agent.ts";
import { beaconKey } from "./beaconKey.ts";
import { createBeaconServer } from "./beaconServer.ts";

/**
 * Runs the randomness beacon of a network of one's own, at the URL of `--beacon`. Its clock is the
 * chain's, so that a chain that stands still gets no rounds of the future.
 */
export async function serveBeacon(context: AgentContext): Promise<Stop> {
  const { config, deployment, view, log, metrics, health } = context;
  const key = beaconKey(config.data);
  if (key.publicKey !== deployment.beacon.publicKey) {
    throw new SendingError("The contracts were deployed with another beacon key.", {
      code: "CONFIG_BEACON_KEY",
      details: `deployed ${deployment.beacon.publicKey}, ours ${key.publicKey}`,
      hint: "Restore the beacon.json that the network was deployed with.",
    });
  }
  const url = new URL(config.beacon);
  const { period, genesis } = deployment.beacon;
  const latest = () => Math.floor((view.now() - genesis) / period) + 1;
  const server = await createBeaconServer({
    key,
    period,
    genesis,
    host: url.hostname,
    port: Number(url.port),
    now: () => view.now(),
  });
  metrics.gauge("round", "Latest round that may be served.", latest);
  health.tell("round", latest);
  health.tell("beacon", () => server.url);
  log.info({ url: server.url, hash: server.info.hash, period }, "beacon serves rounds");
  return () => server.close();
}
