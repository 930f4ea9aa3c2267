import { assignmentOf, semaphoreScope, testsPerWatchdog } from "@sendingnetwork/sdk/network";
import { type Address, zeroAddress } from "viem";
import { validReportsBefore } from "../../protocols/reports/index.ts";
import { isEligible } from "../../scoring/index.ts";
import { groupOf, nullifierOf } from "../../semaphore/index.ts";
import type { Licensed, WatchdogServices } from "./services.ts";

/** What one licence does in an epoch. */
export type Plan = {
  epoch: number;
  scope: bigint;
  nullifier: bigint;
  /** Leaves of the frozen identity set, in order. */
  members: bigint[];
  /** Edges to test, in the order drawn. */
  edges: Address[];
};

/**
 * Draws what a licence tests in an epoch. Waits for the seed.
 * @returns undefined when it has no part in this epoch: not frozen in time, or not drawn.
 */
export async function planEpoch(
  services: WatchdogServices,
  { identity }: Licensed,
  epoch: number,
): Promise<Plan | undefined> {
  const { view, deployment, log, signal } = services;
  const members = view.licenceMembers(epoch);
  if (!members.includes(identity.commitment)) return undefined;
  const root = view.frozenRoot(epoch);
  if (groupOf(members).root !== root) {
    log.warn({ epoch }, "the identity set of this epoch is not the frozen one");
    return undefined;
  }
  const seed = await view.waitFor(() => view.seedNow(epoch), signal);
  // Until every Edge has its place, nobody can tell what an Edge answers for.
  await view.waitFor(() => view.responsibleNow(zeroAddress, epoch), signal);
  const scope = semaphoreScope(deployment, epoch, seed);
  const nullifier = nullifierOf(identity, scope);
  const edges = view.nodes("edge", epoch).map(({ operator }) => operator);
  const active = members.filter((member) => member !== 0n).length;
  if (!isEligible(nullifier, edges.length, active)) return undefined;
  const count = testsPerWatchdog(edges.length, await validReportsBefore(services, epoch, signal));
  return { epoch, scope, nullifier, members, edges: assignmentOf(nullifier, edges, count) };
}
