import type { Address, Hex } from "viem";
import { ChatProcess } from "./ChatProcess.ts";
import type { LocalNetwork } from "./network.ts";
import type { LocalOptions } from "./options.ts";
import { type Claim, epochOutcome } from "./outcome.ts";

/** What the network did for Alice and Bob; the last line of `npm start -- --once --json`. */
export interface ScenarioResult {
  messages: { sent: number; delivered: number; texts: string[] };
  receipts: number;
  epoch: number;
  settlement: { transaction: Hex; signers: Address[]; totals: Record<string, string> };
  claims: Claim[];
  indexer: Record<string, number>;
  /** Milliseconds since the start, by what had happened. */
  timings: Record<string, number>;
}

const ANSWER = "Hello Alice, your message is here.";
/** Seconds of the epoch that sending and answering may take. */
const ROOM = 10;

/**
 * Alice writes while Bob's device does not run, Bob reads and answers, Alice pays her Edge, and the
 * epoch in which that happened is settled and claimed.
 */
export async function runScenario(parameters: {
  root: string;
  network: LocalNetwork;
  options: LocalOptions;
  say: (line: string) => void;
  readyMs: number;
  signal: AbortSignal;
}): Promise<ScenarioResult> {
  const { root, network, options, say, readyMs, signal } = parameters;
  const { view, file } = network;
  const started = performance.now() - readyMs;
  const timings: Record<string, number> = { ready: readyMs };
  const mark = (name: string) => {
    timings[name] = Math.round(performance.now() - started);
  };
  const chats: ChatProcess[] = [];
  const chat = (as: string, ...args: string[]) => {
    const process = new ChatProcess({ root, data: file.data, as, args });
    chats.push(process);
    return process;
  };

  try {
    await Promise.all(["alice", "bob"].map((name) => chat(name, "--prepare").end()));
    mark("identities");
    say("alice and bob have identities, linked wallets and a device each; bob's is off");

    await view.waitFor(() => view.clock.endOf(view.currentEpoch()) - view.now() >= ROOM, signal);
    const alice = chat("alice", "--to", "bob");
    for (const text of options.messages) alice.say(text);
    alice.say("Are you there?");
    const outgoing = await alice.until("sent", options.messages.length + 1, signal);
    mark("acknowledged");
    say(`alice sent ${outgoing.length} messages, each on the disks of two Edges or more`);

    const bob = chat("bob", "--to", "alice");
    const incoming = await bob.until("received", outgoing.length, signal);
    bob.say(ANSWER);
    const answers = await bob.until("sent", 1, signal);
    const answered = await alice.until("received", 1, signal);
    mark("delivered");
    say(`bob read them and answered: ${answered[0]?.text}`);
    const payments = await alice.until("paid", 1, signal);
    await Promise.all([alice.end(), bob.end()]);

    const epoch = Math.max(...payments.map((payment) => payment.epoch));
    say(`alice paid her Edge for epoch ${epoch}; waiting until it is settled`);
    const outcome = await epochOutcome({ network, epoch, say, mark, signal });
    mark("claimed");

    const sent = [...outgoing, ...answers];
    const delivered = [...incoming, ...answered];
    return {
      messages: {
        sent: sent.length,
        delivered: delivered.length,
        texts: options.messages.filter((text) => incoming.some((message) => message.text === text)),
      },
      receipts: sent.reduce((total, { receipts }) => total + receipts.length, 0),
      epoch,
      ...outcome,
      timings,
    };
  } finally {
    for (const process of chats) process.kill();
  }
}
