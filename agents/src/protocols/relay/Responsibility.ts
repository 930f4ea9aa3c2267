import { ProblemCode, ProblemError } from "@sendingnetwork/sdk/wire";
import type { Address } from "viem";
import type { EdgeView } from "../EdgeView.ts";
import { NEXT_EPOCH_SECONDS, PREVIOUS_EPOCH_SECONDS } from "./constants.ts";

/** Which Edges answer for a mailbox, and in which epochs deposits are taken. */
export class Responsibility {
  readonly #edge: Address;
  readonly #view: EdgeView;

  constructor(options: { edge: Address; view: EdgeView }) {
    this.#edge = options.edge;
    this.#view = options.view;
  }

  /** Throws WRONG_EPOCH unless `epoch` is the current one or, for a few seconds, one beside it. */
  checkEpoch(epoch: number): void {
    const { clock } = this.#view;
    const current = this.#view.currentEpoch();
    if (epoch === current) return;
    const age = this.#view.now() - clock.startOf(current);
    if (epoch === current - 1 && age < PREVIOUS_EPOCH_SECONDS) return;
    const rest = clock.endOf(current) - this.#view.now();
    if (epoch === current + 1 && rest <= NEXT_EPOCH_SECONDS) return;
    const text = `Deposits are taken for epoch ${current}, not ${epoch}.`;
    throw new ProblemError(ProblemCode.WRONG_EPOCH, text);
  }

  /**
   * The responsible Edges, this one among them; a promise while the epoch has not begun here or a seed
   * is missing. Throws NOT_RESPONSIBLE.
   */
  of(mailbox: Address, epoch: number): readonly Address[] | Promise<readonly Address[]> {
    const known = this.#view.responsibleNow(mailbox, epoch);
    if (known) return this.#checked(known);
    return this.#view.responsible(mailbox, epoch).then(
      (edges) => this.#checked(edges),
      (cause: unknown) => {
        const text = "It is not known yet which Edges answer for the mailbox.";
        throw new ProblemError(ProblemCode.UNAVAILABLE, text, { cause });
      },
    );
  }

  #checked(edges: readonly Address[]): readonly Address[] {
    if (edges.includes(this.#edge)) return edges;
    const text = "Other Edges answer for this mailbox.";
    throw new ProblemError(ProblemCode.NOT_RESPONSIBLE, text, { edges: [...edges] });
  }
}
