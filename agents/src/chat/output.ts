import { styleText } from "node:util";
import type { Hex } from "viem";

/** What a chat tells, in `--json` form one object a line on standard output. */
export type ChatEvent =
  | { type: "ready"; did: string; wallet: string; deviceId: Hex }
  | { type: "sent"; id: Hex; text: string; epoch: number; receipts: { edge: string }[] }
  | { type: "received"; id: Hex; from: string; text: string }
  | { type: "paid"; edge: string; epoch: number; fee: string; bytes: number }
  | { type: "problem"; message: string };

export type ChatOutput = (event: ChatEvent) => void;

const oneLine = (text: string) => text.replaceAll(/\r?\n/g, " ");
// A peer's text must not move the cursor or recolour the terminal of whoever reads it.
const printable = (text: string) => text.replaceAll(/(?!\t)\p{Cc}/gu, "");

export const jsonOutput: ChatOutput = (event) => {
  process.stdout.write(`${JSON.stringify(event)}\n`);
};

/** For pipes: each message received is one line on standard output, all else goes to standard error. */
export const plainOutput: ChatOutput = (event) => {
  if (event.type === "received") process.stdout.write(`${oneLine(event.text)}\n`);
  else if (event.type === "problem") process.stderr.write(`${event.message}\n`);
};

/** For people: names, colours, and the prompt put back after each line. */
export function terminalOutput(peer: string, prompt: () => void): ChatOutput {
  const stream = process.stdout;
  const line = (text: string) => {
    stream.write(`\r\u001b[2K${text}\n`);
    prompt();
  };
  return (event) => {
    if (event.type === "ready") line(styleText("dim", `you are ${event.did}`, { stream }));
    if (event.type === "received") {
      line(`${styleText("cyan", peer, { stream })}  ${printable(event.text)}`);
    }
    if (event.type === "sent") {
      const kept = event.receipts.length === 1 ? "1 Edge" : `${event.receipts.length} Edges`;
      line(styleText("dim", `kept by ${kept}`, { stream }));
    }
    if (event.type === "problem") line(styleText("red", event.message, { stream }));
  };
}
