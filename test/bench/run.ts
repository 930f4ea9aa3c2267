// `npm run bench -- <suite> [--json] [--strict]`: measures one suite, or all of them.
import { parseArgs } from "node:util";
import { type Measurement, report } from "../../script/measurements.ts";
import { relay } from "./relay/index.ts";

const suites: Record<string, () => Promise<Measurement[]>> = { relay };

const { values, positionals } = parseArgs({
  args: process.argv.slice(2),
  allowPositionals: true,
  options: { json: { type: "boolean" }, strict: { type: "boolean" } },
});
const unknown = positionals.find((name) => !suites[name]);
if (unknown) {
  console.error(`There is no suite "${unknown}". Suites: ${Object.keys(suites).join(", ")}.`);
  process.exit(2);
}
const chosen = positionals.length > 0 ? positionals : Object.keys(suites);
const measured: Measurement[] = [];
for (const name of chosen) measured.push(...((await suites[name]?.()) ?? []));
process.exitCode = report(measured, { json: values.json, strict: values.strict });
