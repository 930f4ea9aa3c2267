import { ProblemCode, ProblemError } from "@sendingnetwork/sdk/wire";
import { keyOf } from "../keyOf.ts";

const MAX_NONCES = 200_000;

/** Nonces of signed requests, each remembered until its deadline, so that none serves twice. */
export class NonceWindow {
  readonly #deadlines = new Map<string, number>();

  /** Throws UNAUTHORIZED for a nonce that was used, TOO_MANY_REQUESTS when the window is full. */
  use(nonce: Uint8Array, deadline: number, now: number): void {
    const key = keyOf(nonce);
    if (this.#deadlines.has(key)) {
      throw new ProblemError(ProblemCode.UNAUTHORIZED, "The request's nonce was used before.");
    }
    this.#forgetOld(now);
    if (this.#deadlines.size >= MAX_NONCES) {
      throw new ProblemError(ProblemCode.TOO_MANY_REQUESTS, "Too many requests are under way.");
    }
    this.#deadlines.set(key, deadline);
  }

  /** From the oldest entry on; a long deadline in front keeps later ones a little longer. */
  #forgetOld(now: number): void {
    for (const [key, deadline] of this.#deadlines) {
      if (deadline >= now) return;
      this.#deadlines.delete(key);
    }
  }
}
