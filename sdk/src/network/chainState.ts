import type { Address, Hex } from "viem";
import { beaconRoundAt } from "./beaconRound.ts";
import type { ChainLog } from "./chainLog.ts";
import { clockOf } from "./clock.ts";
import { DelegationRegister } from "./delegationRegister.ts";
import type { Deployment } from "./deployment.ts";
import { EscrowRegister } from "./escrowRegister.ts";
import { IdentityRegister } from "./identityRegister.ts";
import { LicenceRegister } from "./licenceRegister.ts";
import { NodeRegister } from "./nodeRegister.ts";
import { ParameterRegister } from "./parameterRegister.ts";
import { Rendezvous, type RendezvousEdge, slotOf } from "./rendezvous.ts";
import { SettlementRegister } from "./settlementRegister.ts";

const MAX_CACHED_MAILBOXES = 20_000;
const MAX_CACHED_EPOCHS = 64;

type EpochEdges = { rendezvous: Rendezvous; cache: Map<Address, Address[]> };

/** Everything that the network's events say, up to some block. A pure fold: no clock, no I/O. */
export class ChainState {
  readonly nodes: NodeRegister;
  readonly delegations = new DelegationRegister();
  readonly escrow = new EscrowRegister();
  readonly licences = new LicenceRegister();
  readonly identities = new IdentityRegister();
  readonly settlement = new SettlementRegister();
  readonly parameters = new ParameterRegister();
  readonly #deployment: Deployment;
  readonly #randomness = new Map<number, Hex>();
  readonly #epochs = new Map<number, EpochEdges>();
  #nodeChanges: number[] | undefined;

  constructor(deployment: Deployment) {
    this.#deployment = deployment;
    this.nodes = new NodeRegister(deployment);
  }

  /** Takes the next event. Events come in the chain's order. */
  apply(log: ChainLog): void {
    if (log.eventName === "RoundProven") {
      this.#randomness.set(Number(log.args.round), log.args.randomness);
      return;
    }
    this.nodes.apply(log);
    this.delegations.apply(log);
    this.escrow.apply(log);
    this.licences.apply(log);
    this.identities.apply(log);
    this.settlement.apply(log);
    this.parameters.apply(log);
    if (NODE_EVENTS.has(log.eventName)) {
      this.#epochs.clear();
      this.#nodeChanges = undefined;
    }
  }

  /** Randomness of a beacon round, once proven on chain. */
  randomness(round: number): Hex | undefined {
    return this.#randomness.get(round);
  }

  /** Seed of an epoch: randomness of the first round at or after its start, once proven on chain. */
  seed(epoch: number): Hex | undefined {
    const { beacon } = this.#deployment;
    return this.#randomness.get(beaconRoundAt(beacon, clockOf(this.#deployment).startOf(epoch)));
  }

  /** Permanent rendezvous slot of an Edge, once the seed of its first epoch is proven. */
  slot(operator: Address): Hex | undefined {
    const first = this.nodes.firstActivation(operator);
    const seed = first === undefined ? undefined : this.seed(first);
    return seed === undefined ? undefined : slotOf(seed, operator);
  }

  /** The Edges responsible for `mailbox` in `epoch`, best first; undefined while a seed is missing. */
  responsible(mailbox: Address, epoch: number): Address[] | undefined {
    const edges = this.#edgesOf(epoch);
    if (edges === undefined) return undefined;
    const known = edges.cache.get(mailbox);
    if (known !== undefined) return known;
    const top = edges.rendezvous.top(mailbox);
    if (edges.cache.size >= MAX_CACHED_MAILBOXES) edges.cache.clear();
    edges.cache.set(mailbox, top);
    return top;
  }

  /** The last epoch at or before `epoch` at whose start the Edges, their keys or stakes changed. */
  edgesSince(epoch: number): number {
    this.#nodeChanges ??= this.nodes.changes("edge");
    return this.#nodeChanges.findLast((change) => change <= epoch) ?? 0;
  }

  /** Distinct sets that were responsible in some epoch of `from`..`to`, latest first. */
  responsibleSets(mailbox: Address, from: number, to: number): Address[][] | undefined {
    const sets = new Map<string, Address[]>();
    for (let epoch = to; epoch >= from; epoch = this.edgesSince(epoch) - 1) {
      const set = this.responsible(mailbox, epoch);
      if (set === undefined) return undefined;
      if (set.length > 0) sets.set([...set].sort().join(), set);
      if (this.edgesSince(epoch) === 0) break;
    }
    return [...sets.values()];
  }

  #edgesOf(epoch: number): EpochEdges | undefined {
    const since = this.edgesSince(epoch);
    const known = this.#epochs.get(since);
    if (known !== undefined) return known;
    const edges: RendezvousEdge[] = [];
    for (const { operator, stake } of this.nodes.active("edge", epoch)) {
      const slot = this.slot(operator);
      if (slot === undefined) return undefined;
      edges.push({ operator, slot, stake });
    }
    const prepared = { rendezvous: new Rendezvous(edges), cache: new Map() };
    if (this.#epochs.size >= MAX_CACHED_EPOCHS) this.#epochs.clear();
    this.#epochs.set(since, prepared);
    return prepared;
  }
}

const NODE_EVENTS: ReadonlySet<ChainLog["eventName"]> = new Set([
  "NodeRegistered",
  "StakeChanged",
  "NodeSuspended",
  "NodeRejoined",
  "NodeLeft",
  "KeysRotated",
]);
