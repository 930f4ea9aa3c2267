import { parseEther, zeroHash } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { typedDataOf } from "../../../sdk/src/typed-data/index.ts";
import { startChain, type TestChain } from "../../support/chain.ts";
import {
  attest,
  type LoneGuardian,
  passTo,
  registerLoneGuardian,
  settleQuietEpoch,
} from "../../support/loneGuardian.ts";

let chain: TestChain;
let guardian: LoneGuardian;
beforeAll(async () => {
  chain = await startChain();
  guardian = await registerLoneGuardian(chain, 1);
});
afterAll(() => chain?.stop());

describe("the settlement of an epoch", () => {
  it("goes from bills to claims through every action", async () => {
    const { client, activeFrom: epoch, operator } = guardian;
    const payout = chain.account(5);
    const [credit, pay] = [parseEther("0.01"), parseEther("0.001")];
    const given = { epoch, payout: payout.address, credit, pay };
    const settled = await settleQuietEpoch(chain, guardian, given);
    expect(await client.getSettlementState({ epoch })).toMatchObject({
      nextEpoch: epoch + 1,
      stage: "reported",
      lastReportHash: settled.reportHash,
    });

    await expect(client.finalize()).rejects.toMatchObject({ errorName: "TooEarly" });
    await passTo(chain, settled.finalAt);
    expect(await client.finalize()).toMatchObject({ epoch, emission: credit + pay, burned: 0n });
    expect(await client.getSettlementState({ epoch })).toMatchObject({
      stage: "final",
      final: { epoch, creditsRoot: settled.credits.root, credits: credit, debits: 0n },
    });

    const before = await client.getSendBalance();
    const credits = { cumulative: credit, second: epoch, proof: settled.credits.proof(0) };
    expect(await client.claimCredit(credits)).toMatchObject({
      beneficiary: operator,
      amount: credit,
    });
    expect(await client.getSendBalance()).toBe(before + credit);
    await expect(client.claimCredit(credits)).rejects.toMatchObject({
      errorName: "NothingToClaim",
    });

    const paid = { epoch, amount: pay, second: 1, proof: settled.watchdogs.proof(0) };
    await client.claimWatchdog({ ...paid, beneficiary: payout.address });
    expect(await client.getSendBalance({ account: payout.address })).toBe(pay);
    await expect(chain.client(payout).claimWatchdog(paid)).rejects.toMatchObject({
      errorName: "AlreadyClaimed",
    });
  });

  it("is refused before its time, and for another epoch than the next", async () => {
    const { client } = guardian;
    const { nextEpoch } = await client.getSettlementState();
    const inputs = { epoch: nextEpoch + 1, round: 0, billsRoot: zeroHash, reportsRoot: zeroHash };
    const data = typedDataOf(chain.deployment, "InputSet", inputs);
    const attestation = await attest(guardian, inputs.epoch, data);
    await expect(client.recordBills({ inputs, attestation })).rejects.toMatchObject({
      code: "NOT_NEXT",
      details: expect.stringContaining(`expected: ${nextEpoch}`),
    });
  });
});
