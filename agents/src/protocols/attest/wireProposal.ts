import { bytesOf, hashOf, requireSafe, wire } from "@sendingnetwork/sdk/wire";
import type { Hex } from "viem";

/** What a proposer asks the other Guardians to sign. */
export type Proposal = {
  epoch: number;
  round: number;
  /** bills: the bill half of the inputs; inputs: the whole; report: the outcome. */
  stage: Stage;
  /** Item hashes in their order. bills: bills; inputs: reports; report: bills, then reports. */
  items: readonly Hex[];
  /** EIP-712 digest to sign. */
  digest: Hex;
};

export type Stage = "bills" | "inputs" | "report";

const toWire = {
  bills: wire.AttestStage.BILLS,
  inputs: wire.AttestStage.INPUTS,
  report: wire.AttestStage.REPORT,
} as const;

export function encodeProposal(proposal: Proposal): wire.Proposal {
  return {
    epoch: proposal.epoch,
    round: proposal.round,
    stage: toWire[proposal.stage],
    items: proposal.items.map(bytesOf),
    digest: bytesOf(proposal.digest),
  };
}

/** @throws ProblemError MALFORMED_FRAME */
export function decodeProposal(proposal: wire.Proposal): Proposal {
  const stages = Object.keys(toWire) as Stage[];
  return {
    epoch: requireSafe(proposal.epoch, "proposal.epoch"),
    round: requireSafe(proposal.round, "proposal.round"),
    stage: stages.find((stage) => toWire[stage] === proposal.stage) ?? "bills",
    items: proposal.items.map((item) => hashOf(item, "proposal.items")),
    digest: hashOf(proposal.digest, "proposal.digest"),
  };
}
