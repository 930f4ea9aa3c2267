import { SendingError } from "@sendingnetwork/sdk/errors";
import { decode } from "cborg";
import * as v from "valibot";
import { DATA_VERSION } from "./constants.ts";
import { address, amount, bill, hash, report, whole } from "./itemSchemas.ts";
import type { DataSet } from "./types.ts";

const boolean = v.boolean();
const edgeRow = v.pipe(
  v.strictTuple([
    ...[address, amount, whole, whole, boolean, boolean, whole, amount, amount, amount],
  ] as const),
  v.transform(([edge, collected, ok, n, down, jailed, scoreBps, weight, fees, base]) => {
    return { edge, collected, ok, n, down, jailed, scoreBps, weight, fees, base };
  }),
);
const guardianRow = v.pipe(
  v.strictTuple([address, amount]),
  v.transform(([guardian, amount]) => ({ guardian, amount })),
);
const delegatorRow = v.pipe(
  v.strictTuple([address, address, amount]),
  v.transform(([operator, delegator, amount]) => ({ operator, delegator, amount })),
);
const watchdogRow = v.pipe(
  v.strictTuple([address, amount, whole]),
  v.transform(([payout, amount, shares]) => ({ payout, amount, shares })),
);
const cumulative = v.pipe(
  v.strictTuple([address, amount, whole]),
  v.transform(([account, amount, epoch]) => ({ account, amount, epoch })),
);
const scoreRow = v.pipe(
  v.strictTuple([address, whole, whole, whole]),
  v.transform(([edge, scoreBps, carried, downStreak]) => {
    return { edge, scoreBps, carried, downStreak };
  }),
);
const keyRow = v.pipe(
  v.strictTuple([address, address, amount]),
  v.transform(([payer, key, spent]) => ({ payer, key, spent })),
);

const dataSet = v.strictObject({
  version: v.literal(DATA_VERSION),
  chainId: whole,
  settlement: address,
  epoch: whole,
  previousHash: hash,
  inputHash: hash,
  bills: v.array(bill),
  reports: v.array(report),
  edges: v.array(edgeRow),
  guardians: v.array(guardianRow),
  delegators: v.array(delegatorRow),
  watchdogs: v.array(watchdogRow),
  validReports: whole,
  state: v.strictObject({
    credits: v.array(cumulative),
    debits: v.array(cumulative),
    scores: v.array(scoreRow),
    keys: v.array(keyRow),
  }),
});

/** Reads what {@link encodeDataSet} wrote. @throws SendingError INVALID_DATA_SET */
export function decodeDataSet(encoded: Uint8Array): DataSet {
  try {
    return v.parse(dataSet, decode(encoded, { strict: true, rejectDuplicateMapKeys: true }));
  } catch (cause) {
    throw new SendingError("A settlement data set cannot be read.", {
      code: "INVALID_DATA_SET",
      cause,
    });
  }
}
