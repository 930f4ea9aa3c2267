import { join } from "node:path";
import { PROTOCOLS } from "@sendingnetwork/sdk/wire";
import type { NodeContext, Stop } from "../../agent.ts";
import { GroupCommit, openDatabase } from "../../database/index.ts";
import {
  AnswerDesk,
  CustodyDesk,
  type EdgeIdentity,
  MailboxStore,
  schema,
  startSweep,
} from "../../mailbox/index.ts";
import { Ledger, Tariff, VoucherDesk, VoucherStore } from "../../payments/index.ts";
import { submitBill } from "../../protocols/bills/index.ts";
import type { EdgeView } from "../../protocols/EdgeView.ts";
import { Guard } from "../../protocols/guard/index.ts";
import { BundleStore, PreKeyDesk, servePreKeys } from "../../protocols/prekeys/index.ts";
import { Followers, NonceWindow, Responsibility, serveRelay } from "../../protocols/relay/index.ts";
import { ReplicaPool, serveReplica } from "../../protocols/replica/index.ts";
import { Sessions, serveSession } from "../../protocols/session/index.ts";
import { createSigner } from "../../signing/index.ts";
import { BillDesk } from "./BillDesk.ts";
import { BillStore } from "./BillStore.ts";
import { createEdgeMetrics } from "./edgeMetrics.ts";
import { followTariff } from "./followTariff.ts";
import { repeat } from "./repeat.ts";

/** What an Edge takes from the life of its agent. */
export type EdgeContext = Pick<
  NodeContext,
  "config" | "deployment" | "keys" | "log" | "metrics" | "node" | "operator" | "signal"
> & { view: EdgeView };

const BILL_PAUSE_MS = 500;

/** Starts an Edge: its database, its protocols and the bills it hands in. Resolves once it serves. */
export async function serveEdge(context: EdgeContext): Promise<Stop> {
  const { config, deployment, keys, log, metrics, node, operator: edge, view } = context;
  const now = () => view.now();
  const identity: EdgeIdentity = { edge, deployment, signer: createSigner(keys.signerKey) };

  const database = openDatabase(join(config.data, "edge.db"), schema);
  const store = new MailboxStore(database, {
    mailboxBytes: config.mailboxQuota,
    totalBytes: config.storageLimit,
  });
  const commit = new GroupCommit(database, [store.usage]);
  const vouchers = new VoucherStore(database, edge);
  const bills = new BillStore(database);

  const guard = new Guard({ metrics, log });
  const sessions = new Sessions();
  const followers = new Followers();
  const responsibility = new Responsibility({ edge, view });
  const replicas = new ReplicaPool({ node, view });
  const counters = createEdgeMetrics(metrics, { node, store, followers, commit });
  const custody = new CustodyDesk({
    commit,
    store,
    identity,
    now,
    onStored: (mailbox, row) => followers.publish(mailbox, row),
  });
  const billDesk = new BillDesk({
    identity,
    view,
    commit,
    vouchers,
    bills,
    submit: async (guardian, bill) => {
      const options = { deployment, signal: context.signal };
      const receipt = await submitBill(node, guardian, bill, options);
      counters.billed();
      return receipt;
    },
    log,
  });

  const tariff = new Tariff({ view, price: config.price ?? 0n, freeBytes: config.freeBytes });
  const stopFollowing = followTariff({ view, tariff, log, metrics });
  const ledger = new Ledger({
    tariff,
    currentEpoch: () => view.currentEpoch(),
    depositOf: (payer) => view.deposit(payer),
  });
  const voucherDesk = new VoucherDesk({
    edge,
    tariff,
    view,
    commit,
    store: vouchers,
    openEpoch: () => billDesk.openEpoch(),
  });

  await serveReplica({
    node,
    view,
    sessions,
    custody,
    responsibility,
    guard,
    onStored: counters.replicated,
  });
  await servePreKeys({
    node,
    sessions,
    guard,
    desk: new PreKeyDesk({ view, responsibility, commit, store: new BundleStore(database) }),
  });
  await serveRelay({
    node,
    sessions,
    services: {
      edge,
      view,
      commit,
      store,
      custody,
      answers: new AnswerDesk({ identity, now }),
      vouchers: voucherDesk,
      responsibility,
      followers,
      nonces: new NonceWindow(),
      replicas,
      guard,
      counters,
    },
  });
  // Last: whoever has a session finds everything else served.
  await serveSession({ node, edge, view, ledger, sessions, guard });

  const stopSweep = startSweep({
    commit,
    store,
    now,
    onSwept: counters.swept,
    onError: (error) => log.error({ error }, "could not drop expired messages"),
  });
  const stopBilling = repeat(() => billDesk.run(), BILL_PAUSE_MS);

  return async () => {
    const { session, relay, replica, prekeys } = PROTOCOLS;
    await node.unhandle([session, relay, replica, prekeys]);
    stopFollowing();
    stopSweep();
    stopBilling();
    await replicas.close();
    commit.close();
    database.close();
  };
}
