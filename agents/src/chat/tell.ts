import { SendingError } from "@sendingnetwork/sdk/errors";

/** An error in one line, with what to do about it where that is known. */
export function tell(error: unknown): string {
  if (error instanceof SendingError) {
    return [error.shortMessage, error.details, error.hint].filter(Boolean).join(" ");
  }
  return error instanceof Error ? error.message : String(error);
}
