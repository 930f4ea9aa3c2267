import { addressBytes, amountBytes, bytesOf } from "@sendingnetwork/sdk/wire";
import { encode } from "cborg";
import { billFields, reportFields } from "./itemFields.ts";
import type { Cumulative, DataSet } from "./types.ts";

/**
 * Encodes a data set as CBOR (RFC 8949, core deterministic encoding: shortest forms, map keys in
 * order). Addresses, hashes and signatures are byte strings; amounts too, big-endian without leading
 * zeros; rows are arrays. Equal data sets give equal bytes.
 */
export function encodeDataSet(data: DataSet): Uint8Array {
  const { state } = data;
  return encode({
    version: data.version,
    chainId: data.chainId,
    settlement: addressBytes(data.settlement),
    epoch: data.epoch,
    previousHash: bytesOf(data.previousHash),
    inputHash: bytesOf(data.inputHash),
    bills: data.bills.map(billFields),
    reports: data.reports.map(reportFields),
    edges: data.edges.map((row) => [
      addressBytes(row.edge),
      amountBytes(row.collected),
      row.ok,
      row.n,
      row.down,
      row.jailed,
      row.scoreBps,
      amountBytes(row.weight),
      amountBytes(row.fees),
      amountBytes(row.base),
    ]),
    guardians: data.guardians.map((row) => [addressBytes(row.guardian), amountBytes(row.amount)]),
    delegators: data.delegators.map((row) => [
      addressBytes(row.operator),
      addressBytes(row.delegator),
      amountBytes(row.amount),
    ]),
    watchdogs: data.watchdogs.map((row) => [
      addressBytes(row.payout),
      amountBytes(row.amount),
      row.shares,
    ]),
    validReports: data.validReports,
    state: {
      credits: state.credits.map(encodeCumulative),
      debits: state.debits.map(encodeCumulative),
      scores: state.scores.map((row) => [
        addressBytes(row.edge),
        row.scoreBps,
        row.carried,
        row.downStreak,
      ]),
      keys: state.keys.map((row) => [
        addressBytes(row.payer),
        addressBytes(row.key),
        amountBytes(row.spent),
      ]),
    },
  });
}

function encodeCumulative({ account, amount, epoch }: Cumulative): unknown {
  return [addressBytes(account), amountBytes(amount), epoch];
}
