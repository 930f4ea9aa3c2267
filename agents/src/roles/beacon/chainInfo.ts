import { concat, type Hex, keccak256, numberToHex, sha256, stringToHex } from "viem";
import { BEACON_ID, SCHEME } from "./constants.ts";

/** What drand's HTTP API tells about a chain of rounds. Hex without 0x. */
export type ChainInfo = {
  public_key: string;
  period: number;
  genesis_time: number;
  hash: string;
  groupHash: string;
  schemeID: string;
  metadata: { beaconID: string };
};

/** Describes the chain that a key signs; `hash` is drand's chain hash over the other fields. */
export function chainInfo(beacon: {
  publicKey: Hex;
  /** Seconds between rounds. */
  period: number;
  /** Unix time of round 1. */
  genesis: number;
}): ChainInfo {
  const { publicKey, period, genesis } = beacon;
  // drand's group has many keys; this one has a single key, which names it as well.
  const groupHash = keccak256(publicKey);
  const hash = sha256(
    concat([
      numberToHex(period, { size: 4 }),
      numberToHex(genesis, { size: 8 }),
      publicKey,
      groupHash,
      stringToHex(BEACON_ID),
    ]),
  );
  return {
    public_key: publicKey.slice(2),
    period,
    genesis_time: genesis,
    hash: hash.slice(2),
    groupHash: groupHash.slice(2),
    schemeID: SCHEME,
    metadata: { beaconID: BEACON_ID },
  };
}
