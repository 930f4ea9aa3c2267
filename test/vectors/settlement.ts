// Writes settlement.json: two epochs running, as settled when the file was made. Guardians of different
// versions must agree to the byte, so a change of this file is a change of the protocol.
// `npx tsx test/vectors/settlement.ts`
import { writeFileSync } from "node:fs";
import { bytesToHex } from "viem";
import { type EpochInput, settleEpoch } from "../../agents/src/settlement/index.ts";
import {
  account,
  billsOf,
  context,
  inputOf,
  reportItem,
  SEND,
  voucherItem,
} from "../agents/settlement/arbitraries.ts";

const [first, second, third, fourth] = [account(0), account(1), account(2), account(3)];
const [alice, bob, whale] = [account(200), account(201), account(299)];
const key = account(300);

const input: EpochInput = inputOf(
  {
    epochLength: 20,
    edges: [first, second, third, fourth].map((edge, i) => ({
      edge,
      stake: 10_000n * SEND * 3n ** BigInt(i),
    })),
    inputSigners: [
      { guardian: account(100), stake: 100_000n * SEND },
      { guardian: account(101), stake: 250_000n * SEND },
    ],
    delegations: [
      {
        operator: second,
        commissionBps: 500,
        delegators: [
          { delegator: alice, stake: 15_000n * SEND },
          { delegator: third, stake: 5_000n * SEND + 1n },
        ],
      },
      // More than ten times its bond.
      {
        operator: account(101),
        commissionBps: 0,
        delegators: [{ delegator: bob, stake: 1_000_000n * SEND }],
      },
    ],
    payers: [
      { payer: alice, deposit: 100n * SEND },
      { payer: bob, deposit: SEND / 3n },
      { payer: whale, deposit: 5_000n * SEND },
    ],
    voucherKeys: [{ payer: alice, key, cap: 7n * SEND }],
  },
  {
    bills: billsOf([
      voucherItem(alice, first, 5n * SEND, key),
      voucherItem(alice, second, 3n * SEND, key),
      voucherItem(bob, first, SEND / 7n),
      voucherItem(bob, third, SEND),
      voucherItem(whale, first, 11n),
    ]),
    reports: [
      reportItem(3n, [[first, true, 120], [second, true, 1_333], [third, false, 0]], account(800)),
      reportItem(1n, [[first, true, 90], [second, false, 0], [third, false, 0]], account(801)),
      reportItem(2n, [[fourth, true, 2_500], [second, true, 700]], account(800)),
    ],
  },
);

let previous = input.previous;
const epochs = [0, 1].map((i) => {
  const { checkpoints } = input;
  const given = { ...input, epoch: input.epoch + i, round: i, previous };
  const settled = settleEpoch(given);
  previous = settled.data.state;
  return { round: i, checkpoints, report: settled.report, dataSet: bytesToHex(settled.bytes) };
});

const text = JSON.stringify(
  { context, epochs },
  (_, value) => (typeof value === "bigint" ? `${value}n` : value),
  2,
);
writeFileSync(new URL("settlement.json", import.meta.url), `${text}\n`);
