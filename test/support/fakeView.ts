import {
  type ChainLog,
  ChainState,
  clockOf,
  Emitter,
  type Head,
  type NetworkView,
  type NetworkViewEvents,
  waitUntil,
} from "@sendingnetwork/sdk/network";
import type { Address, Hex } from "viem";
import { fakeDeployment } from "./deployment.ts";

type Public = Pick<NetworkView, keyof NetworkView>;

/** A network view without a chain: the real fold over given events, on a clock that the test moves. */
export class FakeView
  implements Omit<Public, "licenceMembers" | "licenceLeaves" | "frozenRoot" | "nextEpoch" | "start">
{
  readonly deployment = fakeDeployment;
  readonly clock = clockOf(fakeDeployment);
  readonly state = new ChainState(fakeDeployment);
  readonly #events = new Emitter<NetworkViewEvents>();
  #now = this.clock.startOf(1);

  apply(...logs: ChainLog[]): void {
    for (const log of logs) this.state.apply(log);
  }

  setTime(now: number): void {
    this.#now = now;
    this.#events.emit("head", this.head());
  }

  stop(): void {}

  on<name extends keyof NetworkViewEvents>(
    event: name,
    listener: (value: NetworkViewEvents[name]) => void,
  ): () => void {
    return this.#events.on(event, listener);
  }

  head(): Head {
    return { number: this.#now, timestamp: this.#now, hash: `0x${"00".repeat(32)}` };
  }

  now = () => this.#now;
  currentEpoch = () => this.clock.epochAt(this.#now);
  nodes: Public["nodes"] = (role, epoch = this.currentEpoch()) =>
    this.state.nodes.active(role, epoch);
  node = (operator: Address) => this.state.nodes.node(operator, this.currentEpoch());
  nodeByPeerId = (peerId: string) => this.state.nodes.byPeerId(peerId, this.currentEpoch());
  signerAt = (operator: Address, epoch: number) => this.state.nodes.signerAt(operator, epoch);
  stakeAt = (operator: Address, epoch: number) => this.state.nodes.stakeAt(operator, epoch);
  delegations: Public["delegations"] = (operator, epoch) =>
    this.state.delegations.at(operator, epoch);
  randomness = (round: number) => this.state.randomness(round);
  seedNow = (epoch: number) => this.state.seed(epoch);
  seed = async (epoch: number) => this.state.seed(epoch);
  slot = (operator: Address) => this.state.slot(operator);
  deposit = (payer: Address, block?: bigint) => this.state.escrow.deposit(payer, block);
  payers = () => this.state.escrow.payers();
  didNonce = (did: bigint) => this.state.identities.nonce(did);
  devices = (did: bigint) => this.state.identities.devices(did);
  settlement = (epoch: number) => this.state.settlement.epoch(epoch);
  settlementBounds = (epoch: number) => this.state.settlement.bounds(epoch);
  parameter: Public["parameter"] = (name) => this.state.parameters.get(name);

  device(did: bigint, deviceId: Hex) {
    return this.state.identities.devices(did).find((device) => device.deviceId === deviceId);
  }

  voucherSigner(payer: Address, key: Address, epoch: number) {
    const own = { fromEpoch: 0, toEpoch: Number.MAX_SAFE_INTEGER, cap: 2n ** 96n - 1n };
    return payer === key ? own : this.state.escrow.voucherKey(payer, key, epoch);
  }

  responsibleNow(mailbox: Address, epoch: number): Address[] | undefined {
    if (epoch > this.currentEpoch()) return undefined;
    return this.state.responsible(mailbox.toLowerCase() as Address, epoch);
  }

  async responsible(mailbox: Address, epoch: number): Promise<Address[]> {
    return this.waitFor(() => this.responsibleNow(mailbox, epoch));
  }

  async responsibleSince(mailbox: Address, fromEpoch: number): Promise<Address[][]> {
    return this.state.responsibleSets(mailbox, fromEpoch, this.currentEpoch()) ?? [];
  }

  waitFor<T>(read: () => T | undefined | false, signal?: AbortSignal): Promise<T> {
    return waitUntil(read, (listener) => this.on("head", listener), signal);
  }
}
