export type SendingErrorOptions = {
  /** Stable, upper-snake-case name that programs switch on. */
  code: string;
  /** What the error is about: ids, expected and actual values. Printed after the message. */
  details?: string | undefined;
  /** What the reader can do about it. */
  hint?: string | undefined;
  cause?: unknown;
};

/** Every error of the SDK that can reach a user. */
export class SendingError extends Error {
  override name = "SendingError";
  readonly code: string;
  /** One sentence without details and hint. */
  readonly shortMessage: string;
  readonly details: string | undefined;
  readonly hint: string | undefined;

  constructor(shortMessage: string, options: SendingErrorOptions) {
    const { code, details, hint, cause } = options;
    const lines = [shortMessage, details && `Details: ${details}`, hint && `Hint: ${hint}`];
    super(lines.filter(Boolean).join("\n"), cause === undefined ? undefined : { cause });
    this.code = code;
    this.shortMessage = shortMessage;
    this.details = details;
    this.hint = hint;
  }

  /** The innermost cause. */
  walk(): unknown;
  /** The first error of the cause chain, from this one inwards, that `matches`; null without one. */
  walk(matches: (error: unknown) => boolean): unknown;
  walk(matches?: (error: unknown) => boolean): unknown {
    let error: unknown = this;
    for (;;) {
      if (matches?.(error)) return error;
      const inner = error instanceof Error ? error.cause : undefined;
      if (inner === undefined || inner === null) return matches ? null : error;
      error = inner;
    }
  }
}
