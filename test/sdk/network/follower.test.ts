import { type ChainLog, createNetworkView, type FollowerClient } from "@sendingnetwork/sdk/network";
import { keccak256, toHex } from "viem";
import { afterEach, describe, expect, it } from "vitest";
import { fakeDeployment } from "../../support/deployment.ts";
import { log, operatorOf } from "../../support/fakeNetwork.ts";

/** A chain in memory: blocks with events, which can be cut off and replaced; an endpoint that can fail. */
class FakeChain {
  blocks: { fork: number; logs: ChainLog[] }[] = [];
  isDown = false;
  fork = 0;
  ranges: [number, number][] = [];

  mine(...logs: ChainLog[]): void {
    this.blocks.push({ fork: this.fork, logs });
  }

  rollBack(to: number): void {
    this.blocks.length = to;
    this.fork++;
  }

  #block(number: number) {
    const hash = (n: number) => keccak256(toHex(`${n}:${this.blocks[n - 1]?.fork}`));
    const timestamp = BigInt(fakeDeployment.genesis + number);
    return { number: BigInt(number), timestamp, hash: hash(number), parentHash: hash(number - 1) };
  }

  get client(): FollowerClient {
    const guard = async <T>(value: () => T): Promise<T> => {
      if (this.isDown) throw new Error("connection refused");
      return value();
    };
    return {
      getBlock: (parameters?: { blockNumber?: bigint }) =>
        guard(() => this.#block(Number(parameters?.blockNumber ?? this.blocks.length))),
      getChainId: () => guard(() => fakeDeployment.chainId),
      getCode: () => guard(() => "0x01"),
      getLogs: ({ fromBlock, toBlock }: { fromBlock: bigint; toBlock: bigint }) =>
        guard(() => {
          this.ranges.push([Number(fromBlock), Number(toBlock)]);
          return this.blocks.slice(Number(fromBlock) - 1, Number(toBlock)).flatMap((b) => b.logs);
        }),
    } as unknown as FollowerClient;
  }
}

const payer = operatorOf(7);
const deposited = (total: bigint) => log("Deposited", { payer, from: payer, amount: total, total });

const stop = new AbortController();
afterEach(() => stop.abort());

async function started(chain: FakeChain) {
  const view = createNetworkView({ client: chain.client, deployment: fakeDeployment, pollMs: 5 });
  const events: string[] = [];
  for (const name of ["stalled", "recovered", "rebuilt"] as const)
    view.on(name, () => events.push(name));
  await view.start();
  return { view, events };
}

describe("network view", () => {
  it("test_view_followsTheChain_readingEachBlockOnce", async () => {
    const chain = new FakeChain();
    chain.mine(deposited(1n));
    chain.mine();
    const { view } = await started(chain);
    expect(view.deposit(payer)).toBe(1n);
    chain.mine(deposited(2n));
    await view.waitFor(() => view.deposit(payer) === 2n);
    expect(view.head().number).toBe(3);
    expect(view.now()).toBe(fakeDeployment.genesis + 3);
    const read = chain.ranges.flatMap(([from, to]) =>
      Array.from({ length: to - from + 1 }, (_, i) => from + i),
    );
    expect(read).toEqual([1, 2, 3]);
    view.stop();
  });

  it("test_view_keepsItsStateAndRecovers_whenTheEndpointFails", async () => {
    const chain = new FakeChain();
    chain.mine(deposited(1n));
    const { view, events } = await started(chain);
    chain.isDown = true;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(events).toEqual(["stalled"]);
    expect(view.deposit(payer)).toBe(1n);
    chain.mine(deposited(5n));
    chain.isDown = false;
    await view.waitFor(() => view.deposit(payer) === 5n);
    expect(events).toEqual(["stalled", "recovered"]);
    view.stop();
  });

  it("test_view_waits_whenTheEndpointIsDownAtStart", async () => {
    const chain = new FakeChain();
    chain.mine();
    chain.isDown = true;
    setTimeout(() => {
      chain.isDown = false;
    }, 40);
    const { view, events } = await started(chain);
    expect(events).toEqual(["stalled", "recovered"]);
    view.stop();
  });

  it.each([
    ["shorter", 1],
    ["of the same length", 3],
    ["longer", 6],
  ])("test_view_readsAnew_whenTheChainIsReplacedByOneThatIs %s", async (_, length) => {
    const chain = new FakeChain();
    chain.mine();
    chain.mine(deposited(1n));
    chain.mine();
    const { view, events } = await started(chain);
    chain.rollBack(0);
    for (let i = 0; i < length; i++) chain.mine(...(i === 0 ? [deposited(9n)] : []));
    await view.waitFor(() => view.deposit(payer) === 9n, AbortSignal.timeout(2000));
    expect(view.head().number).toBe(length);
    expect(events).toContain("rebuilt");
    view.stop();
  });

  it("test_view_doesNotReadAnew_whenAnEndpointLagsBehind", async () => {
    const chain = new FakeChain();
    chain.mine(deposited(1n));
    const { view, events } = await started(chain);
    chain.mine();
    await view.waitFor(() => view.head().number === 2);
    const cut = chain.blocks.pop();
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(view.head().number).toBe(2);
    if (cut) chain.blocks.push(cut);
    chain.mine();
    await view.waitFor(() => view.head().number === 3);
    expect(events).toEqual([]);
    view.stop();
  });

  it("test_start_rejects_whenTheChainIsAnotherOne", async () => {
    const chain = new FakeChain();
    chain.mine();
    const deployment = { ...fakeDeployment, chainId: 5 };
    const view = createNetworkView({ client: chain.client, deployment, pollMs: 5 });
    await expect(view.start()).rejects.toMatchObject({ code: "WRONG_CHAIN" });
  });

  it("test_waitFor_rejectsTyped_whenCancelledOrTooLate", async () => {
    const chain = new FakeChain();
    chain.mine();
    const { view } = await started(chain);
    await expect(view.waitFor(() => false, AbortSignal.timeout(10))).rejects.toMatchObject({
      code: "TIMEOUT",
    });
    await expect(view.waitFor(() => false, AbortSignal.abort())).rejects.toMatchObject({
      code: "ABORTED",
    });
    view.stop();
  });
});
