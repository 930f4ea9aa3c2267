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
  return {
    lines: nonEmpty(reader),
    prompt: () => isTerminal && reader.prompt(true),
    close: () => reader.close(),
  };
}

async function* nonEmpty(reader: Interface): AsyncGenerator<string, void, void> {
  for await (const line of reader) if (line.trim() !== "") yield line;
}
