import type { EpochReport, InputSet } from "../../typed-data/index.ts";

/** The contract's argument: its ABI has epochs as bigint. */
export function inputSetArgs(inputs: InputSet) {
  return { ...inputs, epoch: BigInt(inputs.epoch) };
}

export function reportArgs(report: EpochReport) {
  return { ...report, epoch: BigInt(report.epoch) };
}
