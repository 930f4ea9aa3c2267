// Follows the mailbox at the Edge and says when all messages were there.
import { privateKeyToAccount } from "viem/accounts";
import { connectToEdge } from "./client.ts";
import { say, type Task, told } from "./flow.ts";

const task = await told<Task>();
const { connection } = await connectToEdge(task);
let messages = 0;
await connection.follow({
  mailboxKey: privateKeyToAccount(task.mailboxKey),
  onCaughtUp: () => say({ type: "ready" }),
  onMessages: (batch) => {
    messages += batch.length;
    if (messages >= task.messages) say({ type: "done" });
  },
});
