import type { Deployment } from "./deployment.ts";

/** Unix seconds at which the windows after an epoch's end close, in order. */
export type EpochWindows = {
  billsEnd: number;
  challengeEnd: number;
  reportsEnd: number;
  attestEnd: number;
};

export type EpochClock = {
  /** Epoch of a Unix time; negative before genesis. */
  epochAt(timestamp: number): number;
  startOf(epoch: number): number;
  endOf(epoch: number): number;
  windows(epoch: number): EpochWindows;
};

/** Maps chain time (Unix seconds) to epochs. */
export function clockOf(deployment: Pick<Deployment, "genesis" | "schedule">): EpochClock {
  const { genesis, schedule } = deployment;
  const length = schedule.epochLength;
  const startOf = (epoch: number): number => genesis + epoch * length;
  return {
    epochAt: (timestamp) => Math.floor((timestamp - genesis) / length),
    startOf,
    endOf: (epoch) => startOf(epoch + 1),
    windows: (epoch) => {
      const billsEnd = startOf(epoch + 1) + schedule.billWindow;
      const challengeEnd = billsEnd + schedule.challengeWindow;
      const reportsEnd = challengeEnd + schedule.reportWindow;
      return { billsEnd, challengeEnd, reportsEnd, attestEnd: reportsEnd + schedule.attestWindow };
    },
  };
}
