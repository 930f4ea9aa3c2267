import type { Address, Hex } from "viem";
import { SendingError } from "../errors/index.ts";
import type { ChainLog } from "./chainLog.ts";
import { ChainState } from "./chainState.ts";
import { clockOf, type EpochClock } from "./clock.ts";
import type { NodeDelegations } from "./delegationRegister.ts";
import type { Deployment } from "./deployment.ts";
import { Emitter } from "./emitter.ts";
import type { VoucherKey } from "./escrowRegister.ts";
import type { DeviceRecord } from "./identityRegister.ts";
import { type FollowerClient, type Head, LogFollower } from "./logFollower.ts";
import type { NodeRecord, NodeRole } from "./nodeRegister.ts";
import type { ParameterName } from "./parameters.ts";
import type { EpochRecord, SettlementBounds } from "./settlementRegister.ts";
import { pause, waitUntil } from "./wait.ts";

export type NetworkViewOptions = {
  /** A viem public client. */
  client: FollowerClient;
  deployment: Deployment;
  /** Default: 500 ms on a local chain, else 2 s. */
  pollMs?: number | undefined;
};

export type NetworkViewEvents = {
  /** The view took in a new block. */
  head: Head;
  /** Events of new blocks, after they were taken in. */
  logs: ChainLog[];
  /** The endpoint failed; the view keeps what it knows and goes on trying. */
  stalled: unknown;
  recovered: undefined;
  /** The chain went back: everything was read again from the first block. */
  rebuilt: Head;
};

const LOCAL_CHAIN = 31337;
const MAX_BACKOFF_MS = 10_000;
const SEED_TIMEOUT_MS = 15_000;

const lower = (address: Address): Address => address.toLowerCase() as Address;

/** The network as its contracts' events describe it, kept at the chain's head. Time is the chain's. */
export class NetworkView {
  readonly deployment: Deployment;
  readonly clock: EpochClock;
  readonly #follower: LogFollower;
  readonly #pollMs: number;
  readonly #events = new Emitter<NetworkViewEvents>();
  #state: ChainState;
  #head: Head | undefined;
  #stop: AbortController | undefined;

  constructor({ client, deployment, pollMs }: NetworkViewOptions) {
    this.deployment = deployment;
    this.clock = clockOf(deployment);
    this.#state = new ChainState(deployment);
    this.#follower = new LogFollower(client, deployment);
    this.#pollMs = pollMs ?? (deployment.chainId === LOCAL_CHAIN ? 500 : 2_000);
  }

  /**
   * Follows the chain until `signal` or {@link stop}. Resolves at the first head; waits while the
   * endpoint is down. Rejects with ABORTED, WRONG_CHAIN or NOT_DEPLOYED.
   */
  async start(signal?: AbortSignal): Promise<void> {
    if (this.#stop !== undefined) return;
    const stop = new AbortController();
    this.#stop = stop;
    signal?.addEventListener("abort", () => stop.abort(signal.reason), { once: true });
    if (signal?.aborted) stop.abort(signal.reason);
    const first = Promise.withResolvers<void>();
    void this.#follow(stop.signal, first);
    await first.promise;
  }

  stop(): void {
    this.#stop?.abort();
  }

  on<name extends keyof NetworkViewEvents>(
    event: name,
    listener: (value: NetworkViewEvents[name]) => void,
  ): () => void {
    return this.#events.on(event, listener);
  }

  /** @throws SendingError NOT_STARTED */
  head(): Head {
    if (this.#head !== undefined) return this.#head;
    throw new SendingError("The chain has not been read yet.", { code: "NOT_STARTED" });
  }

  /** Unix seconds of the newest block. */
  now(): number {
    return this.head().timestamp;
  }

  currentEpoch(): number {
    return this.clock.epochAt(this.now());
  }

  /** Nodes that count in `epoch`, ascending by operator. */
  nodes(role: NodeRole, epoch: number = this.currentEpoch()): NodeRecord[] {
    return this.#state.nodes.active(role, epoch);
  }

  /** The latest registration of an operator, whether or not it counts now. */
  node(operator: Address): NodeRecord | undefined {
    return this.#state.nodes.node(operator, this.currentEpoch());
  }

  nodeByPeerId(peerId: string): NodeRecord | undefined {
    return this.#state.nodes.byPeerId(peerId, this.currentEpoch());
  }

  signerAt(operator: Address, epoch: number): Address | undefined {
    return this.#state.nodes.signerAt(operator, epoch);
  }

  stakeAt(operator: Address, epoch: number): bigint {
    return this.#state.nodes.stakeAt(operator, epoch);
  }

  /** Who delegated how much to an operator's node in `epoch`, and the operator's commission. */
  delegations(operator: Address, epoch: number): NodeDelegations {
    return this.#state.delegations.at(operator, epoch);
  }

  /** Randomness of a beacon round, once proven on chain. */
  randomness(round: number): Hex | undefined {
    return this.#state.randomness(round);
  }

  /** Seed of an epoch, once proven on chain. */
  async seed(epoch: number): Promise<Hex | undefined> {
    return this.#state.seed(epoch);
  }

  seedNow(epoch: number): Hex | undefined {
    return this.#state.seed(epoch);
  }

  /** Permanent rendezvous slot of an Edge, once the seed of its first epoch is proven. */
  slot(operator: Address): Hex | undefined {
    return this.#state.slot(operator);
  }

  /** As {@link responsible}, or undefined while that cannot be told. Cheap enough for every message. */
  responsibleNow(mailbox: Address, epoch: number): Address[] | undefined {
    if (epoch > this.currentEpoch()) return undefined;
    return this.#state.responsible(lower(mailbox), epoch);
  }

  /**
   * The Edges responsible for what is deposited for `mailbox` in `epoch`, best first. Waits for the
   * epoch's start and its seeds. @throws SendingError TIMEOUT, ABORTED
   */
  async responsible(mailbox: Address, epoch: number, signal?: AbortSignal): Promise<Address[]> {
    return this.waitFor(() => this.responsibleNow(mailbox, epoch), this.#bounded(signal));
  }

  /** Distinct sets that were responsible in some epoch since `fromEpoch`, latest first. */
  async responsibleSince(
    mailbox: Address,
    fromEpoch: number,
    signal?: AbortSignal,
  ): Promise<Address[][]> {
    const read = () =>
      this.#state.responsibleSets(lower(mailbox), Math.max(fromEpoch, 0), this.currentEpoch());
    return this.waitFor(read, this.#bounded(signal));
  }

  /** Wei that a payer put into the escrow so far, or up to a block. */
  deposit(payer: Address, blockNumber?: bigint): bigint {
    return this.#state.escrow.deposit(payer, blockNumber);
  }

  /** Every wallet that ever made a deposit, ascending. */
  payers(): Address[] {
    return this.#state.escrow.payers();
  }

  /** The entry by which `key` may sign vouchers of `payer` in `epoch`; the payer itself always may. */
  voucherSigner(payer: Address, key: Address, epoch: number): VoucherKey | undefined {
    if (lower(payer) === lower(key)) {
      return { fromEpoch: 0, toEpoch: Number.MAX_SAFE_INTEGER, cap: 2n ** 96n - 1n };
    }
    return this.#state.escrow.voucherKey(payer, key, epoch);
  }

  /** Leaves of the WatchDogs' LeanIMT, in order, under the root frozen for `epoch`; removed ones are 0. */
  licenceMembers(epoch: number = this.currentEpoch()): bigint[] {
    return this.#state.licences.membersAt(this.#freezeOf(epoch));
  }

  /** Leaves of the WatchDogs' LeanIMT as it is now: what paths of removals are made from. */
  licenceLeaves(): bigint[] {
    return this.#state.licences.leaves();
  }

  /** The root frozen for `epoch`; 0 before the first. */
  frozenRoot(epoch: number): bigint {
    return this.#state.licences.rootAt(this.#freezeOf(epoch));
  }

  /** Times that a DID was transferred or bumped. */
  didNonce(did: bigint): number {
    return this.#state.identities.nonce(did);
  }

  /** Active devices of a DID, ascending by id. */
  devices(did: bigint): DeviceRecord[] {
    return this.#state.identities.devices(did);
  }

  device(did: bigint, deviceId: Hex): DeviceRecord | undefined {
    return this.devices(did).find((device) => device.deviceId === deviceId.toLowerCase());
  }

  /** What the chain says about the settlement of an epoch. */
  settlement(epoch: number): EpochRecord {
    return this.#state.settlement.epoch(epoch);
  }

  /** Bounds of an epoch, fixed when its bills were recorded; undefined before. */
  settlementBounds(epoch: number): SettlementBounds | undefined {
    return this.#state.settlement.bounds(epoch);
  }

  /** The present value of a governed parameter, in its own unit. */
  parameter(name: ParameterName): bigint | undefined {
    return this.#state.parameters.get(name);
  }

  /** The first epoch that is neither reported nor voided. */
  nextEpoch(): number {
    return this.#state.settlement.next;
  }

  /** Resolves with the first value that `read` gives at some head, other than undefined and false. */
  waitFor<T>(read: () => T | undefined | false, signal?: AbortSignal): Promise<T> {
    return waitUntil(read, (listener) => this.on("head", listener), signal);
  }

  /** The time from which no new root counts for `epoch`. */
  #freezeOf(epoch: number): number {
    return this.clock.startOf(epoch) - this.deployment.schedule.freezeLead;
  }

  #bounded(signal: AbortSignal | undefined): AbortSignal {
    const timeout = AbortSignal.timeout(SEED_TIMEOUT_MS);
    return signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
  }

  async #follow(signal: AbortSignal, first: PromiseWithResolvers<void>): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      try {
        const progress = await this.#follower.poll();
        if (failures > 0) this.#events.emit("recovered", undefined);
        failures = 0;
        if (progress !== undefined) {
          this.#state = progress.state;
          this.#head = progress.head;
          first.resolve();
          if (progress.isRebuilt) this.#events.emit("rebuilt", progress.head);
          if (progress.logs.length > 0) this.#events.emit("logs", progress.logs);
          this.#events.emit("head", progress.head);
        }
      } catch (error) {
        if (error instanceof SendingError && this.#head === undefined) {
          first.reject(error);
          return;
        }
        if (failures++ === 0) this.#events.emit("stalled", error);
      }
      const backoff = this.#pollMs * 2 ** Math.min(failures, 16);
      await pause(Math.min(failures === 0 ? this.#pollMs : backoff, MAX_BACKOFF_MS), signal);
    }
    first.reject(new SendingError("Reading the chain was cancelled.", { code: "ABORTED" }));
  }
}

/** A view of the network that a deployment describes. It reads nothing before `start`. */
export function createNetworkView(options: NetworkViewOptions): NetworkView {
  return new NetworkView(options);
}
