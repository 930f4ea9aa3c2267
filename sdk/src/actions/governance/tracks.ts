import { SendingError } from "../../errors/index.ts";

/**
 * The two ways to decide: parameters act after a short delay, upgrades (and the treasury's spending)
 * only after everyone who disagrees had the time to leave.
 */
export const tracks = ["parameters", "upgrades"] as const;
export type Track = (typeof tracks)[number];

export type OnTrack = {
  /** By default "parameters". */
  track?: Track | undefined;
};

export function governorOf({ track }: OnTrack): "parametersGovernor" | "upgradesGovernor" {
  return isUpgrades(track) ? "upgradesGovernor" : "parametersGovernor";
}

export function timelockOf({ track }: OnTrack): "parametersTimelock" | "upgradesTimelock" {
  return isUpgrades(track) ? "upgradesTimelock" : "parametersTimelock";
}

function isUpgrades(track: Track = "parameters"): boolean {
  if (tracks.includes(track)) return track === "upgrades";
  throw new SendingError("There is no such track of governance.", {
    code: "UNKNOWN_TRACK",
    details: `${track}`,
    hint: `Tracks are ${tracks.join(" and ")}.`,
  });
}
