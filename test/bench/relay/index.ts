// Suite `relay`: messages of 1 KiB a second through one Edge, against a raw libp2p stream.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseDeployment } from "@sendingnetwork/sdk/network";
import { generatePrivateKey } from "viem/accounts";
import { developerKey } from "../../../agents/src/local/developer.ts";
import { developerClient } from "../../../agents/src/local/faucet.ts";
import { beaconKey, signRound } from "../../../agents/src/roles/beacon/index.ts";
import { agentReady, planAgents, startAgent } from "../../../script/local/agents.ts";
import { LocalChain } from "../../../script/local/chain.ts";
import { deployContracts } from "../../../script/local/deploy.ts";
import { fundOperators } from "../../../script/local/fund.ts";
import { freePort } from "../../../script/local/ports.ts";
import type { Measurement } from "../../../script/measurements.ts";
import { root } from "../../support/root.ts";
import type { Task } from "./flow.ts";
import { measureFlow } from "./measure.ts";

const MESSAGES = 400_000;
const ROUNDS = 3;
const GOAL = 0.25;

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;

export async function relay(): Promise<Measurement[]> {
  const data = mkdtempSync(join(tmpdir(), "sdn-bench-"));
  const logs = join(data, "logs");
  const chain = await LocalChain.start(join(data, "chain"), logs, await freePort(18_545, () => {}));
  const undo = [() => chain.stop()];
  try {
    const file = join(data, "deployment.json");
    const beacon = beaconKey(join(data, "beacon"));
    const { timestamp } = await chain.client.getBlock();
    await deployContracts({
      root,
      rpc: chain.url,
      deployment: file,
      deployerKey: developerKey,
      beaconKey: beacon.publicKey,
      beaconGenesis: Number(timestamp) - 60,
      beaconPeriod: 1,
      genesis: Number(timestamp),
    });
    const deployment = parseDeployment(JSON.parse(readFileSync(file, "utf8")));
    const plan = planAgents(data).find(({ role }) => role === "edge");
    if (!plan) throw new Error("There is no Edge to run.");
    await fundOperators({ rpc: chain.url, deployment, plans: [plan] });
    const places = { root, logs, rpc: chain.url, deployment: file, beacon: "http://127.0.0.1:1" };
    const edge = startAgent(plan, places, { SDN_FREE_BYTES: `${2 ** 45}` });
    undo.unshift(() => edge.stop());
    await agentReady(plan, AbortSignal.timeout(60_000));

    // No Guardian runs here, so the seed of the Edge's first epoch is proven by hand.
    const client = developerClient(chain.url, deployment);
    const registered = await client.getNode({ operator: plan.operator });
    if (!registered) throw new Error("The Edge did not register.");
    const { activeFrom } = registered;
    const start = deployment.genesis + activeFrom * deployment.schedule.epochLength;
    while (Number((await chain.client.getBlock()).timestamp) <= start) {
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    const { genesis, period } = deployment.beacon;
    const round = Math.ceil((start - genesis) / period) + 1;
    await client.proveRound({ round, signature: signRound(beacon.secretKey, round).signature });
    await new Promise((resolve) => setTimeout(resolve, 1500));

    const task: Task = {
      messages: MESSAGES,
      target: "",
      deployment: file,
      rpc: chain.url,
      mailboxKey: generatePrivateKey(),
    };
    const raw: number[] = [];
    const ours: number[] = [];
    for (let i = 0; i < ROUNDS; i += 1) {
      raw.push(await measureFlow({ reader: "rawReader", writer: "rawWriter" }, task));
      ours.push(await measureFlow({ reader: "edgeReader", writer: "edgeWriter" }, task));
    }
    const theirs = median(raw);
    const ratio = median(ours) / theirs;
    return [
      {
        suite: "relay",
        name: "messages of 1 KiB through one Edge",
        unit: "messages/s",
        ours: Math.round(median(ours)),
        against: "raw libp2p stream",
        theirs: Math.round(theirs),
        ratio,
        goal: GOAL,
        met: ratio >= GOAL,
      },
    ];
  } finally {
    for (const step of undo) await step();
    rmSync(data, { recursive: true, force: true });
  }
}
