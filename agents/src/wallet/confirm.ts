import { confirm as ask, isCancel } from "@clack/prompts";
import { SendingError } from "@sendingnetwork/sdk/errors";

/** Asks on the terminal; the answer that comes by itself is no. @throws {SendingError} NOT_CONFIRMED */
export async function confirm(question: string): Promise<void> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new SendingError("Nobody is there to confirm.", {
      code: "NOT_CONFIRMED",
      hint: "Add --yes to send without asking, or --dry-run to only see what would happen.",
    });
  }
  const answer = await ask({ message: question, initialValue: false, output: process.stderr });
  if (answer === true) return;
  const details = isCancel(answer) ? "interrupted" : undefined;
  throw new SendingError("Nothing was sent.", { code: "NOT_CONFIRMED", details });
}
