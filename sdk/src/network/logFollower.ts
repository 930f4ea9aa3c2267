import type { PublicClient } from "viem";
import { SendingError } from "../errors/index.ts";
import { type ChainLog, followedEvents } from "./chainLog.ts";
import { ChainState } from "./chainState.ts";
import type { Deployment } from "./deployment.ts";

/** The newest block that the view has taken in. `timestamp` in Unix seconds. */
export type Head = { number: number; timestamp: number; hash: string };

export type FollowerClient = Pick<PublicClient, "getBlock" | "getChainId" | "getCode" | "getLogs">;

export type Progress = { head: Head; state: ChainState; logs: ChainLog[]; isRebuilt: boolean };

const FIRST_RANGE = 2_000;
const MAX_RANGE = 20_000;
const MIN_RANGE = 50;
const REMEMBERED_HEADS = 64;

/**
 * Reads the network's events by block ranges and folds them. A head that went back, or a block that
 * was replaced, starts the fold anew from the deployment's first block.
 */
export class LogFollower {
  readonly #client: FollowerClient;
  readonly #deployment: Deployment;
  #state: ChainState;
  #next: number;
  #anchor: Head | undefined;
  #heads = new Map<number, string>();
  #logs: ChainLog[] = [];
  #range = FIRST_RANGE;
  #isRebuilt = false;
  #isChecked = false;

  constructor(client: FollowerClient, deployment: Deployment) {
    this.#client = client;
    this.#deployment = deployment;
    this.#state = new ChainState(deployment);
    this.#next = deployment.startBlock;
  }

  /** Catches up with the chain's head. Undefined when there is nothing new. Throws what the RPC throws. */
  async poll(): Promise<Progress | undefined> {
    const { number, timestamp, hash, parentHash } = await this.#client.getBlock();
    const head = { number: Number(number), timestamp: Number(timestamp), hash };
    if (this.#anchor !== undefined && !(await this.#continues(head, parentHash))) this.#restart();
    if (this.#heads.get(head.number) === head.hash) return undefined;
    if (head.number < this.#deployment.startBlock) return undefined;
    await this.#check();
    while (this.#next <= head.number) await this.#advance(head.number);
    this.#anchor = head;
    this.#heads.set(head.number, head.hash);
    for (const old of this.#heads.keys()) {
      if (old <= head.number - REMEMBERED_HEADS) this.#heads.delete(old);
    }
    const progress = { head, state: this.#state, logs: this.#logs, isRebuilt: this.#isRebuilt };
    this.#logs = [];
    this.#isRebuilt = false;
    return progress;
  }

  /** Whether what was taken in is still part of the chain that ends in `head`. */
  async #continues(head: Head, parentHash: string): Promise<boolean> {
    const anchor = this.#anchor as Head;
    // A lagging endpoint answers with a head that was seen before.
    if (head.number <= anchor.number) return this.#heads.get(head.number) === head.hash;
    if (head.number === anchor.number + 1) return parentHash === anchor.hash;
    const block = await this.#client.getBlock({ blockNumber: BigInt(anchor.number) });
    return block.hash === anchor.hash;
  }

  #restart(): void {
    this.#state = new ChainState(this.#deployment);
    this.#next = this.#deployment.startBlock;
    this.#anchor = undefined;
    this.#heads.clear();
    this.#logs = [];
    this.#isRebuilt = true;
    this.#isChecked = false;
  }

  async #advance(last: number): Promise<void> {
    const to = Math.min(last, this.#next + this.#range - 1);
    let logs: ChainLog[];
    try {
      logs = await this.#client.getLogs({
        address: Object.values(this.#deployment.contracts),
        events: followedEvents,
        fromBlock: BigInt(this.#next),
        toBlock: BigInt(to),
        strict: true,
      });
    } catch (error) {
      this.#range = Math.max(MIN_RANGE, this.#range >> 1);
      throw error;
    }
    this.#range = Math.min(MAX_RANGE, this.#range * 2);
    for (const log of logs) {
      this.#state.apply(log);
      this.#logs.push(log);
    }
    this.#next = to + 1;
  }

  async #check(): Promise<void> {
    if (this.#isChecked) return;
    const { chainId, contracts } = this.#deployment;
    const actual = await this.#client.getChainId();
    if (actual !== chainId) {
      const details = `deployment: chain ${chainId}; endpoint: chain ${actual}`;
      throw new SendingError("The endpoint serves another chain.", {
        code: "WRONG_CHAIN",
        details,
      });
    }
    const code = await this.#client.getCode({ address: contracts.nodeStaking });
    if (code === undefined || code === "0x") {
      throw new SendingError("The chain does not hold the network's contracts.", {
        code: "NOT_DEPLOYED",
        details: `no code at ${contracts.nodeStaking} (NodeStaking)`,
        hint: "The chain is older than the deployment file, or the file belongs to another chain.",
      });
    }
    this.#isChecked = true;
  }
}
