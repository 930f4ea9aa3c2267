import {
  type Address,
  concat,
  encodePacked,
  keccak256,
  parseEther,
  stringToHex,
  zeroHash,
} from "viem";
import type { PrivateKeyAccount } from "viem/accounts";
import { epochSettlementAbi } from "../../sdk/src/abis/index.ts";
import { type Attestation, getGuardianSet } from "../../sdk/src/actions/index.ts";
import type { SendingClient } from "../../sdk/src/client.ts";
import { sumTree } from "../../sdk/src/merkle/index.ts";
import { type EpochReport, typedDataOf } from "../../sdk/src/typed-data/index.ts";
import type { TestChain } from "./chain.ts";
import { freshNodeKeys } from "./nodeKeys.ts";

/** One Guardian with all the stake: what it signs alone has a quorum. */
export type LoneGuardian = {
  client: SendingClient;
  operator: Address;
  signer: PrivateKeyAccount;
  /** First epoch that it can settle. */
  activeFrom: number;
};

/** Registers funded account `index` as the only Guardian. */
export async function registerLoneGuardian(chain: TestChain, index: number): Promise<LoneGuardian> {
  const client = chain.client(chain.account(index));
  const operator = chain.account(index).address;
  const bond = parseEther("100000");
  await chain.client(chain.account(0)).transferSend({ to: operator, amount: bond });
  const { signer, peer } = freshNodeKeys();
  const { activeFrom } = await client.registerNode({
    role: "guardian",
    ...{ signer, peer, bond },
    multiaddrs: ["/ip4/127.0.0.1/tcp/4001"],
  });
  return { client, operator, signer, activeFrom };
}

/** Signs as the whole set of `epoch`. */
export async function attest(
  { client, signer }: LoneGuardian,
  epoch: number,
  data: ReturnType<typeof typedDataOf>,
): Promise<Attestation> {
  const set = await getGuardianSet(client, { epoch });
  const entry = (it: (typeof set)[number]) =>
    encodePacked(["address", "uint96"], [it.signer, it.stake]);
  const signatures = await signer.signTypedData(data);
  return { guardians: concat(set.map(entry)), bitmap: 1, signatures };
}

/** Moves the chain to `time` (Unix seconds), unless it is there. */
export async function passTo(
  chain: Pick<TestChain, "client" | "pass">,
  time: number,
): Promise<void> {
  const { timestamp } = await chain.client().getBlock();
  if (timestamp < time) await chain.pass(time - Number(timestamp));
}

/**
 * Takes `epoch` through all its stages: no bills and no reports, the Guardian earns `credit` and the
 * payout address of one WatchDog share `pay`.
 */
export async function settleQuietEpoch(
  chain: TestChain,
  guardian: LoneGuardian,
  given: { epoch: number; payout: Address; credit: bigint; pay: bigint },
) {
  const { client, operator } = guardian;
  const { epoch, payout, credit, pay } = given;
  const { schedule, genesis } = chain.deployment;
  const end = genesis + (epoch + 1) * schedule.epochLength;
  const typed = typedDataOf.bind(null, chain.deployment);

  const bills = { epoch, round: 0, billsRoot: zeroHash, reportsRoot: zeroHash };
  await passTo(chain, end + schedule.billWindow);
  const billsSigned = await attest(guardian, epoch, typed("InputSet", bills));
  await client.recordBills({ inputs: bills, attestation: billsSigned });

  const inputs = { ...bills, reportsRoot: keccak256(stringToHex("sdn-no-reports")) };
  const windows = schedule.billWindow + schedule.challengeWindow + schedule.reportWindow;
  await passTo(chain, end + windows);
  const inputsSigned = await attest(guardian, epoch, typed("InputSet", inputs));
  await client.recordInputs({ inputs, attestation: inputsSigned });

  const credits = sumTree([
    { key: operator, amount: credit, second: BigInt(epoch), payloadDigest: zeroHash },
  ]);
  const watchdogs = sumTree([{ key: payout, amount: pay, second: 1n, payloadDigest: zeroHash }]);
  const { lastReportHash } = await client.getSettlementState();
  const report: EpochReport = {
    ...{ epoch, round: 0, previousHash: lastReportHash },
    inputHash: await inputHashOf(guardian, epoch),
    debitsRoot: zeroHash,
    creditsRoot: credits.root,
    edgesRoot: zeroHash,
    watchdogsRoot: watchdogs.root,
    ...{ totalDebits: 0n, totalCredits: credit, totalBurn: 0n, totalWatchdogs: pay },
    ...{ emission: credit + pay, totalWeight: 0n, validShares: 1, dataHash: zeroHash },
  };
  const reportSigned = await attest(guardian, epoch, typed("EpochReport", report));
  const { reportHash, finalAt } = await client.settle({ report, attestation: reportSigned });
  return { report, reportHash, finalAt, credits, watchdogs };
}

function inputHashOf({ client }: LoneGuardian, epoch: number) {
  const { epochSettlement: address } = client.deployment.contracts;
  return client.readContract({
    address,
    abi: epochSettlementAbi,
    functionName: "inputHashOf",
    args: [BigInt(epoch)],
  });
}
