import { styleText } from "node:util";
import { SendingError } from "@sendingnetwork/sdk/errors";
import { exitCodes } from "./exitCodes.ts";

/** Prints one sentence, its details and a hint to standard error and returns the exit code. */
export function reportError(error: unknown, stream: NodeJS.WriteStream = process.stderr): number {
  const paint = (format: Parameters<typeof styleText>[0], text: string) =>
    styleText(format, text, { stream });
  if (!(error instanceof SendingError)) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    stream.write(`${paint("red", "error")} ${text}\n`);
    return exitCodes.failed;
  }
  stream.write(`${paint("red", "error")} ${error.shortMessage}\n`);
  if (error.details) stream.write(`      ${error.details}\n`);
  if (error.hint) stream.write(`${paint("cyan", "hint")}  ${error.hint}\n`);
  return error.code.startsWith("CONFIG_") ? exitCodes.usage : exitCodes.failed;
}
