import { ens_normalize } from "@adraffy/ens-normalize";
import { SendingError } from "../errors/index.ts";

/** What one label can hold, in bytes of UTF-8. */
const MAX_LABEL_BYTES = 63;

/**
 * The one form of a name that all clients agree on (ENSIP-15): lower case, no look-alikes, no hidden
 * characters. Throws INVALID_NAME with the reason.
 */
export function normalizeName(name: string): string {
  const normal = normalized(name);
  for (const label of normal.split(".")) {
    const bytes = new TextEncoder().encode(label).length;
    if (bytes === 0) throw invalid(name, "a label is empty");
    if (bytes > MAX_LABEL_BYTES) {
      throw invalid(name, `a label has ${bytes} bytes, more than ${MAX_LABEL_BYTES}`);
    }
  }
  return normal;
}

function normalized(name: string): string {
  try {
    return ens_normalize(name);
  } catch (error) {
    throw invalid(name, error instanceof Error ? error.message : String(error), error);
  }
}

export function invalid(name: string, reason: string, cause?: unknown): SendingError {
  return new SendingError("This cannot be a name.", {
    code: "INVALID_NAME",
    // Hidden characters and other directions of writing must not hide in the message.
    details: `${JSON.stringify(name)}: ${reason}`,
    hint: "Use letters of one script, digits, hyphens and emoji, without spaces.",
    cause,
  });
}
