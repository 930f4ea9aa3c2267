// One shape for every measurement of the project, printed as a table for people or as JSON.

/** `ratio` compares ours with theirs so that higher is better; without a goal, `goal` and `met` are null. */
export interface Measurement {
  suite: string;
  name: string;
  unit: string;
  ours: number;
  /** What `theirs` is: a peer measured in the same run, a limit, an earlier value. */
  against: string;
  theirs: number;
  ratio: number;
  goal: number | null;
  met: boolean | null;
}

export function measurement(
  values: Omit<Measurement, "ratio" | "goal" | "met"> & {
    goal?: number | undefined;
    lowerIsBetter?: boolean | undefined;
  },
): Measurement {
  const { goal = null, lowerIsBetter = false, ...rest } = values;
  const { ours, theirs } = rest;
  const ratio = lowerIsBetter ? theirs / ours : ours / theirs;
  return { ...rest, ratio, goal, met: goal === null ? null : ratio >= goal };
}

/** Rows of cells as aligned columns; all but the first are numbers and stand on the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join("  ");
  const rule = widths.map((width) => "-".repeat(width));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}

export function decimal(value: number): string {
  const maximumFractionDigits = Math.abs(value) < 10 ? 2 : 0;
  return value.toLocaleString("en-US", { maximumFractionDigits });
}

/**
 * Prints measurements to standard output.
 * @param options.text What people see; by default a table of all measurements.
 * @returns The program's exit status: 1 when `strict` and a goal was missed.
 */
export function report(
  measurements: readonly Measurement[],
  options: { json?: boolean | undefined; strict?: boolean | undefined; text?: string },
): number {
  const missed = measurements.filter(({ met }) => met === false);
  console.log(
    options.json ? JSON.stringify(measurements) : (options.text ?? tableOf(measurements)),
  );
  if (!options.strict || missed.length === 0) return 0;
  for (const { name, ours, unit, against, theirs } of missed) {
    console.error(`MISSED ${name}: ${decimal(ours)} ${unit}, ${against}: ${decimal(theirs)}`);
  }
  return 1;
}

function tableOf(measurements: readonly Measurement[]): string {
  return table(
    ["measured", "ours", "theirs", "unit", "ratio", "goal", "met", "against"],
    measurements.map((row) => [
      row.name,
      decimal(row.ours),
      decimal(row.theirs),
      row.unit,
      row.ratio.toFixed(2),
      row.goal === null ? "" : `>= ${row.goal}`,
      row.met === null ? "" : row.met ? "yes" : "NO",
      row.against,
    ]),
  );
}
