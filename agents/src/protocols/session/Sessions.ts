import { ProblemCode, ProblemError } from "@sendingnetwork/sdk/wire";
import type { Address } from "viem";
import type { Connection } from "../../node/index.ts";
import type { Account } from "../../payments/index.ts";

/** What a connection said of itself, and what it has cost so far. */
export type Session = {
  peerId: string;
  /** Wallet whose vouchers pay; undefined: free tier. */
  payer: Address | undefined;
  account: Account;
};

/** Sessions by connection; they end with it. */
export class Sessions {
  readonly #byConnection = new WeakMap<Connection, Session>();

  /** The later exchange on a connection counts. */
  open(connection: Connection, session: Session): void {
    this.#byConnection.set(connection, session);
  }

  /** Throws NO_SESSION. */
  of(connection: Connection): Session {
    const session = this.#byConnection.get(connection);
    if (session) return session;
    const text = "Say who you are on /sdn/session/1 first.";
    throw new ProblemError(ProblemCode.NO_SESSION, text);
  }
}
