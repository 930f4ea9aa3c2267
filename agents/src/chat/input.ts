import { createInterface, type Interface } from "node:readline";

/** Lines of standard input, one message each; empty ones are nothing to say. */
export interface ChatInput {
  lines: AsyncIterable<string>;
  prompt(): void;
  close(): void;
}

export function openInput(isTerminal: boolean, onInterrupt: () => void): ChatInput {
  const reader: Interface = createInterface({
    input: process.stdin,
    terminal: isTerminal,
    ...(isTerminal && { output: process.stdout, prompt: "> " }),
  });
  // On a terminal readline takes Ctrl-C away from the process.
  reader.on("SIGINT", onInterrupt);
  // The reader's own iterator would lose what comes before somebody iterates.
  const waiting: string[] = [];
  let wake = () => {};
  let ended = false;
  reader.on("line", (line) => {
    if (line.trim() !== "") waiting.push(line);
    wake();
  });
  reader.once("close", () => {
    ended = true;
    wake();
  });
  async function* lines(): AsyncGenerator<string, void, void> {
    for (;;) {
      const line = waiting.shift();
      if (line !== undefined) yield line;
      else if (ended) return;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  }
  return {
    lines: lines(),
    prompt: () => isTerminal && reader.prompt(true),
    close: () => reader.close(),
  };
}
