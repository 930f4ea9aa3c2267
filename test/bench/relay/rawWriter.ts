// Writes messages to a raw libp2p stream, coalesced to 32 KiB a write, as fast as it takes them.

import { multiaddr } from "@multiformats/multiaddr";
import { createClientNode } from "@sendingnetwork/sdk/node";
import { MESSAGE_BYTES, say, type Task, told } from "./flow.ts";

const WRITE_BYTES = 32 * 1024;

const { messages, target } = await told<Task>();
const node = await createClientNode();
const stream = await node.dialProtocol(multiaddr(target), "/bench/raw/1");
const block = crypto.getRandomValues(new Uint8Array(WRITE_BYTES));
say({ type: "ready" });
await told();
for (let sent = 0; sent < messages * MESSAGE_BYTES; sent += WRITE_BYTES) {
  if (!stream.send(block)) await stream.onDrain();
}
process.once("disconnect", () => process.exit());
