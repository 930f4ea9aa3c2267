import { join } from "node:path";
import type { Address } from "viem";
import type { NodeContext, Stop } from "../../agent.ts";
import { claimCredits } from "../../claims/index.ts";
import { serveAttest } from "../../protocols/attest/index.ts";
import { serveBills } from "../../protocols/bills/index.ts";
import { DataSets, serveEpochs } from "../../protocols/epochs/index.ts";
import { Guard } from "../../protocols/guard/index.ts";
import { serveReports } from "../../protocols/reports/index.ts";
import { createSigner } from "../../signing/index.ts";
import { Attestor } from "./Attestor.ts";
import { GuardianStore } from "./GuardianStore.ts";
import { Intake } from "./Intake.ts";
import { Keeper } from "./Keeper.ts";
import { Proposer } from "./Proposer.ts";
import { type GuardianServices, nextToSettle } from "./services.ts";

/** Runs a Guardian: takes bills and reports, attests epochs with the others, serves their data. */
export async function serveGuardian(context: NodeContext): Promise<Stop> {
  const { config, keys, node, view, health, log, metrics } = context;
  const store = new GuardianStore(join(config.data, "guardian.sqlite"));
  const services: GuardianServices = {
    ...context,
    operator: context.operator.toLowerCase() as Address,
    signer: createSigner(keys.signerKey),
    store,
    dataSets: new DataSets({
      node,
      view,
      local: (hash) => store.dataSet(hash),
      keep: (hash, { epoch }, bytes) => store.addDataSet(hash, epoch, bytes),
    }),
    beacon: config.beacon,
  };
  const guard = new Guard({ metrics, log });
  const intake = new Intake(services);
  const attestor = new Attestor(services, intake);
  const keeper = new Keeper(services, new Proposer(services, intake, attestor));

  await serveBills({ node, guard, take: (bill) => intake.takeBill(bill) });
  await serveReports({ node, guard, take: (report) => intake.takeReport(report) });
  await serveAttest({
    node,
    guard,
    guardianOf: (peerId) => {
      const record = view.nodeByPeerId(peerId);
      return record?.role === "guardian" ? record.operator : undefined;
    },
    inventory: (epoch, kind) => intake.inventory(epoch, kind),
    item: (hash) => store.item(hash),
    sign: (proposal, proposer) => attestor.sign(proposal, proposer),
  });
  await serveEpochs({ node, guard, health, dataSet: (hash) => store.dataSet(hash) });
  health.tell("nextEpoch", () => nextToSettle(view));
  keeper.start();
  claimCredits({ ...services, account: services.operator, every: config.claim });
  return async () => {
    await keeper.stop();
    store.close();
  };
}
