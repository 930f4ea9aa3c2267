// Reads a raw libp2p stream and says when all bytes were there.
import { MESSAGE_BYTES, say, type Task, told } from "./flow.ts";
import { listeningNode } from "./nodes.ts";

const { messages } = await told<Task>();
const node = await listeningNode();
let bytes = 0;
await node.handle("/bench/raw/1", (stream) => {
  stream.addEventListener("message", (event) => {
    bytes += event.data.byteLength;
    if (bytes >= messages * MESSAGE_BYTES) say({ type: "done" });
  });
});
say({ type: "ready", target: String(node.getMultiaddrs()[0]) });
process.once("disconnect", () => process.exit());
