import {
  addressBytes,
  addressOf,
  bytesOf,
  hashOf,
  ProblemCode,
  ProblemError,
  requireSafe,
  type wire,
} from "@sendingnetwork/sdk/wire";
import { numberToHex } from "viem";
import type { ReportItem } from "../../settlement/index.ts";

/** Field elements of a Groth16 proof as Semaphore packs it. */
const PROOF_ELEMENTS = 8;

const word = (value: bigint) => bytesOf(numberToHex(value, { size: 32 }));

export function encodeReport({ report, proof }: ReportItem): wire.Report {
  return {
    epoch: report.epoch,
    nullifier: word(report.nullifier),
    results: report.results.map(({ edge, ok, latencyMs, evidenceHash }) => ({
      edge: addressBytes(edge),
      ok,
      latencyMs,
      evidenceHash: bytesOf(evidenceHash),
    })),
    payout: addressBytes(report.payout),
    proof: proof.map(word),
  };
}

/** @throws ProblemError MALFORMED_FRAME */
export function decodeReport(report: wire.Report): ReportItem {
  if (report.proof.length !== PROOF_ELEMENTS) {
    throw new ProblemError(ProblemCode.MALFORMED_FRAME, "A proof has eight elements.");
  }
  return {
    report: {
      epoch: requireSafe(report.epoch, "report.epoch"),
      nullifier: BigInt(hashOf(report.nullifier, "report.nullifier")),
      results: report.results.map(({ edge, ok, latencyMs, evidenceHash }) => ({
        edge: addressOf(edge, "result.edge"),
        ok,
        latencyMs,
        evidenceHash: hashOf(evidenceHash, "result.evidence_hash"),
      })),
      payout: addressOf(report.payout, "report.payout"),
    },
    proof: report.proof.map((element) => BigInt(hashOf(element, "report.proof"))),
  };
}
