// `npm start`: boots the whole network on this machine and shows it working. See local/options.ts
// for what it can be told.
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { networkStatus } from "../agents/src/local/status.ts";
import { bootNetwork, type LocalNetwork } from "./local/network.ts";
import { parseOptions, UsageError, usage } from "./local/options.ts";
import { runScenario } from "./local/scenario.ts";
import { StatusLine } from "./local/statusLine.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const interrupted = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => interrupted.abort(new Error(signal)));
}

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2), root);
  if (!options) {
    console.log(usage);
    return 0;
  }
  const started = performance.now();
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(1).padStart(5)} s`;
  const line = new StatusLine(options.json ? process.stderr : process.stdout);
  const say = (text: string) => line.say(`${seconds()}  ${text}`);

  let network: LocalNetwork | undefined;
  let polling: NodeJS.Timeout | undefined;
  try {
    network = await bootNetwork(root, options, say, interrupted.signal);
    const { file, view, deployment } = network;
    const readyMs = Math.round(performance.now() - started);
    say(`READY  rpc ${file.rpc}  indexer ${file.indexer}  beacon ${file.beacon}`);
    polling = setInterval(async () => {
      line.show(await networkStatus(file, deployment, view.head()));
    }, 1000);

    const failure = network.failure();
    const until = new Promise<never>((_, reject) => {
      interrupted.signal.addEventListener("abort", () => reject(interrupted.signal.reason));
    });
    let result: string | undefined;
    if (options.scenario) {
      const scenario = runScenario({
        root,
        network,
        options,
        say,
        readyMs,
        signal: interrupted.signal,
      });
      result = JSON.stringify(await Promise.race([scenario, failure, until]));
      if (!options.json) say(`the scenario went through: ${result}`);
    }
    if (!options.once) {
      say("the network stays up; Ctrl-C ends it. Try: npm run sdn -- chat --as alice --to bob");
      await Promise.race([failure, until]);
    }
    clearInterval(polling);
    line.end();
    await network.stop();
    if (options.json && result) console.log(result);
    return 0;
  } catch (error) {
    clearInterval(polling);
    line.end();
    const asked = interrupted.signal.aborted;
    if (asked) say("ending every process");
    await network?.stop();
    if (asked) return options.once ? 130 : 0;
    console.error((error as Error).message);
    return 1;
  }
}

try {
  process.exit(await main());
} catch (error) {
  console.error((error as Error).message);
  process.exit(error instanceof UsageError ? 2 : 1);
}
