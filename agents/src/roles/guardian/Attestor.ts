import type { NodeRecord } from "@sendingnetwork/sdk/network";
import { digestOf } from "@sendingnetwork/sdk/typed-data";
import { ProblemCode, ProblemError } from "@sendingnetwork/sdk/wire";
import { type Address, bytesToHex, type Hex, hexToBytes } from "viem";
import { askItem, type Proposal } from "../../protocols/attest/index.ts";
import type { Item } from "../../protocols/items/index.ts";
import { computeSettlement } from "./computeSettlement.ts";
import { ASK_TIMEOUT_MS, CLOCK_SLACK_SECONDS } from "./constants.ts";
import type { Intake } from "./Intake.ts";
import { inputSetOf, kindOfStage, orderedHashes, rootOf } from "./inputSets.ts";
import { widelyHeld } from "./inventories.ts";
import { proposerOf, roundAt } from "./rounds.ts";
import { type GuardianServices, nextToSettle } from "./services.ts";
import { stageOf } from "./stage.ts";

/** Signs what other Guardians propose, if this one holds, checked and computed all of it itself. */
export class Attestor {
  readonly #services: GuardianServices;
  readonly #intake: Intake;

  constructor(services: GuardianServices, intake: Intake) {
    this.#services = services;
    this.#intake = intake;
  }

  /** @throws ProblemError WRONG_EPOCH, UNAUTHORIZED or INVALID_REQUEST */
  async sign(
    proposal: Proposal,
    proposer: Address,
  ): Promise<{ guardian: Address; signature: Hex }> {
    const { operator, view } = this.#services;
    await this.#requireDue(proposal);
    const guardians = view.nodes("guardian", proposal.epoch);
    const from = guardians.find((guardian) => guardian.operator === proposer);
    if (from === undefined || !guardians.some((guardian) => guardian.operator === operator)) {
      throw refusal(ProblemCode.UNAUTHORIZED, "Not both are Guardians of this epoch.");
    }
    if (!this.#isTurn(proposal, proposer)) {
      throw refusal(ProblemCode.UNAUTHORIZED, "Another Guardian proposes in this round.");
    }
    await this.#fetchMissing(proposal, from);
    if (proposal.stage === "report") await this.#checkReport(proposal);
    else await this.#checkInputs(proposal, proposal.stage);
    return { guardian: operator, signature: this.vote(proposal) };
  }

  /** Signs a digest that was agreed with, once per epoch, round and stage. */
  vote({ epoch, round, stage, digest }: Proposal): Hex {
    const { store, signer } = this.#services;
    if (!store.vote(epoch, round, stage, digest)) {
      throw refusal(ProblemCode.INVALID_REQUEST, "Another digest was signed in this round.");
    }
    return bytesToHex(signer.sign(hexToBytes(digest)));
  }

  async #requireDue({ epoch, stage }: Proposal): Promise<void> {
    const { view, signal } = this.#services;
    const isDue = () => nextToSettle(view) === epoch && stageOf(view, epoch) === stage;
    // The proposer may see the chain sooner.
    const limit = AbortSignal.any([signal, AbortSignal.timeout(CLOCK_SLACK_SECONDS * 1_000)]);
    if (!isDue()) await view.waitFor(isDue, limit).catch(() => {});
    if (!isDue()) throw refusal(ProblemCode.WRONG_EPOCH, "This stage of this epoch is not due.");
  }

  #isTurn({ epoch, round }: Proposal, proposer: Address): boolean {
    const { view } = this.#services;
    const early = roundAt(view, epoch, view.now() - CLOCK_SLACK_SECONDS);
    const late = roundAt(view, epoch, view.now() + CLOCK_SLACK_SECONDS);
    return early <= round && round <= late && proposerOf(view, epoch, round) === proposer;
  }

  async #fetchMissing({ epoch, items }: Proposal, from: NodeRecord): Promise<void> {
    const { store, node, signal } = this.#services;
    for (const hash of items) {
      if (store.item(hash) !== undefined) continue;
      const options = { signal, timeoutMs: ASK_TIMEOUT_MS };
      await this.#intake.add(await askItem(node, from, { epoch, hash }, options));
    }
  }

  async #checkInputs(proposal: Proposal, stage: "bills" | "inputs"): Promise<void> {
    const { store, deployment, view } = this.#services;
    const { epoch, round, items } = proposal;
    const kind = kindOfStage[stage];
    const held = items.flatMap((hash) => store.item(hash) ?? []);
    const hashes = orderedHashes(deployment, kind, held.filter(isOf(epoch)));
    if (hashes.join() !== items.join()) {
      throw refusal(ProblemCode.INVALID_REQUEST, "The items are not those of one set in order.");
    }
    const root = rootOf(kind, hashes);
    const recorded = view.settlement(epoch).bills?.billsRoot;
    const { digest } = inputSetOf(deployment, { epoch, round, root, recorded });
    if (digest !== proposal.digest) throw otherDigest();
    const left = store.itemHashes(epoch, kind).filter((hash) => !hashes.includes(hash));
    const missing = await widelyHeld(this.#services, epoch, kind, left);
    if (missing.length > 0) {
      const text = `The set leaves out ${missing.length} items with receipts of a third of the stake.`;
      throw refusal(ProblemCode.INVALID_REQUEST, text);
    }
    store.addSet(epoch, kind, root, hashes);
  }

  async #checkReport({ epoch, round, items, digest }: Proposal): Promise<void> {
    const { deployment } = this.#services;
    this.#learnSets(epoch, items);
    const { report } = await computeSettlement(this.#services, epoch, round);
    if (digestOf(deployment, "EpochReport", report) !== digest) throw otherDigest();
  }

  /** A Guardian that was away when the inputs were fixed learns them from the proposal. */
  #learnSets(epoch: number, items: readonly Hex[]): void {
    const { store, view, deployment } = this.#services;
    const { inputs } = view.settlement(epoch);
    const held = items.flatMap((hash) => store.item(hash) ?? []);
    for (const kind of ["bill", "report"] as const) {
      const hashes = orderedHashes(deployment, kind, held.filter(isOf(epoch)));
      const root = rootOf(kind, hashes);
      const recorded = kind === "bill" ? inputs?.billsRoot : inputs?.reportsRoot;
      if (root === recorded) store.addSet(epoch, kind, root, hashes);
    }
  }
}

function isOf(epoch: number): (item: Item) => boolean {
  return (item) => item.epoch === epoch;
}

function otherDigest(): ProblemError {
  return refusal(ProblemCode.INVALID_REQUEST, "The digest is not what this Guardian computes.");
}

function refusal(code: ProblemCode, message: string): ProblemError {
  return new ProblemError(code, message);
}
