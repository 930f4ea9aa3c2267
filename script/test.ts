// `npm test`: forge's tests, then vitest's (unit, indexer, end to end). Arguments go to vitest as filters.
// The last line is the sum of both: `N passed, N failed`.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { foundryBinary } from "./foundry.ts";

interface Count {
  passed: number;
  failed: number;
}

function forgeTests(...options: string[]): Count {
  const { stdout, stderr } = spawnSync(foundryBinary("forge"), ["test", "--json", ...options], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const count = { passed: 0, failed: 0 };
  const json = stdout.slice(stdout.indexOf("{"));
  let suites: Record<string, { test_results: Record<string, { status: string; reason?: string }> }>;
  try {
    suites = JSON.parse(json);
  } catch {
    // After a partial build forge may find no tests, until it compiles anew.
    if (options.length === 0) return forgeTests("--force");
    console.error(stdout, stderr);
    return { passed: 0, failed: 1 };
  }
  for (const [suite, { test_results }] of Object.entries(suites)) {
    for (const [test, { status, reason }] of Object.entries(test_results)) {
      if (status === "Success") count.passed += 1;
      else {
        count.failed += 1;
        console.error(`FAILED ${suite} ${test}: ${reason ?? status}`);
      }
    }
  }
  console.log(`forge: ${count.passed} passed, ${count.failed} failed`);
  return count;
}

/** One project at a time: the end-to-end network wants the machine to itself. */
async function vitestTests(project: string, filters: string[]): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), "sdn-test-"));
  const report = join(folder, "report.json");
  try {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const vitest = spawn(
      "vitest",
      ["run", "--project", project, "--passWithNoTests", ...reporters, ...filters],
      { stdio: "inherit" },
    );
    const status = await new Promise((resolve) => vitest.once("exit", resolve));
    // Filters may leave a project without files.
    if (!existsSync(report)) return { passed: 0, failed: status === 0 ? 0 : 1 };
    const { numPassedTests, numFailedTests, numFailedTestSuites, success } = JSON.parse(
      readFileSync(report, "utf8"),
    );
    // A file that fails to load has no tests to count, and a hook may fail after its tests passed.
    const failed = numFailedTests || numFailedTestSuites || (success && status === 0 ? 0 : 1);
    return { passed: numPassedTests, failed };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const filters = process.argv.slice(2);
const forge = filters.length === 0 ? forgeTests() : { passed: 0, failed: 0 };
const counts = [forge];
for (const project of ["unit", "indexer", "e2e"]) counts.push(await vitestTests(project, filters));
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;
