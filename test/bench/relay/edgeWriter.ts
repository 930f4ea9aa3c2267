// Sends messages that were sealed and encoded before the clock starts through the Edge, pushed to
// whoever follows: nothing is stored.
import { frames, PROTOCOLS, wire } from "@sendingnetwork/sdk/wire";
import { hexToBytes } from "viem";
import { privateKeyToAddress } from "viem/accounts";
import { connectToEdge } from "./client.ts";
import { MESSAGE_BYTES, say, type Task, told } from "./flow.ts";

const DISTINCT = 4096;

const task = await told<Task>();
const { node, view } = await connectToEdge(task);
const [libp2p] = node.getConnections();
if (!libp2p) throw new Error("The connection is gone.");
// A stream of its own on the connection whose session is open, to send frames as they are.
const stream = frames(await libp2p.newStream(PROTOCOLS.relay), {
  send: wire.RelayFrame,
  receive: wire.RelayFrame,
});
stream.onFrames((answers) => {
  const problem = answers.find((answer) => answer.problem)?.problem;
  if (problem) say({ type: "failed", message: `${problem.code} ${problem.message}` });
});
const mailbox = new Uint8Array(hexToBytes(privateKeyToAddress(task.mailboxKey)));
const epoch = view.currentEpoch();
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const sealed = Array.from({ length: DISTINCT }, () =>
  wire.RelayFrame.encode({
    // Without an id the Edge answers refusals only.
    deposit: { mailbox, blind: random(32), payload: random(MESSAGE_BYTES), expiry: 0, epoch },
  }),
);
say({ type: "ready" });
await told();
for (let sent = 0; sent < task.messages; sent += 1) {
  const wait = stream.sendEncoded(sealed[sent % DISTINCT] as Uint8Array);
  if (wait) await wait;
}
process.once("disconnect", () => process.exit());
