import { recordBills, recordInputs, settle } from "@sendingnetwork/sdk/actions";
import { digestOf } from "@sendingnetwork/sdk/typed-data";
import type { TransactionReceipt } from "viem";
import { askItem, type Proposal } from "../../protocols/attest/index.ts";
import type { ItemKind } from "../../protocols/items/index.ts";
import type { Attestor } from "./Attestor.ts";
import { computeSettlement } from "./computeSettlement.ts";
import { ASK_TIMEOUT_MS } from "./constants.ts";
import { type Gathered, gatherSignatures } from "./gatherSignatures.ts";
import type { Intake } from "./Intake.ts";
import { inputSetOf, kindOfStage, orderedHashes, rootOf } from "./inputSets.ts";
import { otherHoldings } from "./inventories.ts";
import type { GuardianServices } from "./services.ts";
import { stageOf } from "./stage.ts";

/** Proposes the stages of an epoch, gathers signatures and sends what a quorum signed. */
export class Proposer {
  readonly #services: GuardianServices;
  readonly #intake: Intake;
  readonly #attestor: Attestor;

  constructor(services: GuardianServices, intake: Intake, attestor: Attestor) {
    this.#services = services;
    this.#intake = intake;
    this.#attestor = attestor;
  }

  /** Fixes one half of the input set. */
  async proposeInputs(epoch: number, round: number, stage: "bills" | "inputs"): Promise<void> {
    const { view, store, deployment, sending, signal } = this.#services;
    const kind = kindOfStage[stage];
    await this.#collect(epoch, kind);
    const held = store.itemHashes(epoch, kind).flatMap((hash) => store.item(hash) ?? []);
    const items = orderedHashes(deployment, kind, held);
    const root = rootOf(kind, items);
    const recorded = view.settlement(epoch).bills?.billsRoot;
    const { inputs, digest } = inputSetOf(deployment, { epoch, round, root, recorded });
    store.addSet(epoch, kind, root, items);
    await this.#attest({ epoch, round, stage, items, digest }, ({ attestation }) =>
      stage === "bills"
        ? recordBills(sending, { inputs, attestation, signal })
        : recordInputs(sending, { inputs, attestation, signal }),
    );
  }

  /** Settles an epoch whose inputs are on chain. */
  async proposeReport(epoch: number, round: number): Promise<void> {
    const { deployment, sending, signal } = this.#services;
    const { report, hashes } = await computeSettlement(this.#services, epoch, round);
    const digest = digestOf(deployment, "EpochReport", report);
    const proposal: Proposal = { epoch, round, stage: "report", items: hashes, digest };
    await this.#attest(proposal, ({ attestation }) =>
      settle(sending, { report, attestation, signal }),
    );
  }

  async #attest(
    proposal: Proposal,
    send: (gathered: Gathered) => Promise<{ receipt: TransactionReceipt }>,
  ): Promise<void> {
    const { view, log, signal } = this.#services;
    const { epoch, round, stage, items } = proposal;
    const own = this.#attestor.vote(proposal);
    const gathered = await gatherSignatures(this.#services, proposal, own);
    const { signers, isQuorum } = gathered;
    if (!isQuorum) {
      // Where another proposer was faster, nobody signs any more.
      const level = stageOf(view, epoch) === stage ? "info" : "debug";
      log[level]({ epoch, stage, round, signers: signers.length }, "no quorum yet");
      return;
    }
    const { receipt } = await send(gathered);
    const { transactionHash: transaction, blockNumber } = receipt;
    log.info(
      { epoch, stage, round, items: items.length, signers: signers.length, transaction },
      "attested",
    );
    // Until the view has seen it, the stage would look due again.
    await view.waitFor(() => view.head().number >= blockNumber, signal);
  }

  /** Fetches every item of an epoch that any other Guardian gave a receipt for. */
  async #collect(epoch: number, kind: ItemKind): Promise<void> {
    const { store, node, log, signal } = this.#services;
    const options = { signal, timeoutMs: ASK_TIMEOUT_MS };
    for (const { guardian, hashes } of await otherHoldings(this.#services, epoch, kind)) {
      for (const hash of hashes) {
        if (store.item(hash) !== undefined) continue;
        try {
          await this.#intake.add(await askItem(node, guardian, { epoch, hash }, options));
        } catch (error) {
          log.debug({ error, epoch, hash, guardian: guardian.operator }, "could not take an item");
        }
      }
    }
  }
}
