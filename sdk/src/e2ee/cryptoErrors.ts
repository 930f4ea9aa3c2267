import { SendingError } from "../errors/index.ts";

export function lowOrderPoint(cause?: unknown): SendingError {
  return new SendingError("A peer's key is a point of low order.", {
    code: "LOW_ORDER_POINT",
    cause,
  });
}

/** @throws SendingError INVALID_KEY_LENGTH */
export function requireLength(bytes: Uint8Array, length: number, what: string): void {
  if (bytes.length !== length) {
    throw new SendingError(`A ${what} has the wrong length.`, {
      code: "INVALID_KEY_LENGTH",
      details: `${bytes.length} bytes instead of ${length}`,
    });
  }
}
