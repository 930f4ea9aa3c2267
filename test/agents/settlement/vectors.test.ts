import { readFileSync } from "node:fs";
import { bytesToHex, type Hex, hexToBytes } from "viem";
import { describe, expect, it } from "vitest";
import {
  type Checkpoints,
  decodeDataSet,
  EMPTY_STATE,
  recompute,
  settleEpoch,
} from "../../../agents/src/settlement/index.ts";

type Vector = { round: number; checkpoints: Checkpoints; report: object; dataSet: Hex };

const file = new URL("../../vectors/settlement.json", import.meta.url);
const { context, epochs } = JSON.parse(readFileSync(file, "utf8"), (_, value) =>
  typeof value === "string" && /^\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value,
) as { context: Parameters<typeof recompute>[1]["context"]; epochs: Vector[] };

describe("settlement vectors", () => {
  it("two epochs settle as they did when the vectors were made", () => {
    let previous = EMPTY_STATE;
    for (const { round, checkpoints, report, dataSet } of epochs) {
      const data = decodeDataSet(hexToBytes(dataSet));
      const settled = recompute(data, { context, checkpoints, previous, round });
      expect(settled.report).toEqual(report);
      expect(bytesToHex(settled.bytes)).toBe(dataSet);
      previous = settled.data.state;
    }
  });

  it("a wei less in a deposit changes the report", () => {
    const [vector] = epochs;
    if (vector === undefined) throw new Error("no vectors");
    const payers = vector.checkpoints.payers.map((entry) => ({
      ...entry,
      deposit: entry.deposit - 1n,
    }));
    const data = decodeDataSet(hexToBytes(vector.dataSet));
    const { report } = settleEpoch({
      ...data,
      context,
      round: 0,
      checkpoints: { ...vector.checkpoints, payers },
      previous: EMPTY_STATE,
    });
    expect(report).not.toEqual(vector.report);
  });
});
