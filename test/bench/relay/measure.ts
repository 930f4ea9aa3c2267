import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Task } from "./flow.ts";

type Said =
  | { type: "ready"; target?: string }
  | { type: "done" }
  | { type: "failed"; message: string };

const start = (name: string): ChildProcess =>
  fork(fileURLToPath(new URL(`${name}.ts`, import.meta.url)), {
    env: { ...process.env, NODE_NO_WARNINGS: "1" },
  });

function until<T extends Said["type"]>(child: ChildProcess, type: T) {
  return new Promise<Extract<Said, { type: T }>>((resolve, reject) => {
    child.on("message", (said: Said) => {
      if (said.type === type) resolve(said as Extract<Said, { type: T }>);
      else if (said.type === "failed") reject(new Error(said.message));
    });
    child.once("exit", (status) => reject(new Error(`A process ended with status ${status}.`)));
  });
}

/** Messages a second from a writer's process to a reader's, after a warm-up of a tenth of them. */
export async function measureFlow(
  names: { reader: string; writer: string },
  task: Task,
): Promise<number> {
  await run(names, { ...task, messages: Math.ceil(task.messages / 10) });
  return run(names, task);
}

async function run(names: { reader: string; writer: string }, task: Task): Promise<number> {
  const reader = start(names.reader);
  const writer = start(names.writer);
  try {
    const listening = until(reader, "ready");
    reader.send(task);
    const { target } = await listening;
    const connected = until(writer, "ready");
    writer.send({ ...task, target: target ?? task.target });
    await connected;
    const done = Promise.race([until(reader, "done"), until(writer, "failed")]);
    const started = performance.now();
    writer.send({ type: "go" });
    await done;
    return task.messages / ((performance.now() - started) / 1000);
  } finally {
    reader.kill("SIGKILL");
    writer.kill("SIGKILL");
  }
}
