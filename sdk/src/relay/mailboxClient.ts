import type { Address, Hex } from "viem";
import { SendingError } from "../errors/index.ts";
import { pause } from "../network/index.ts";
import type { DepositParameters, DepositResult } from "./deposit.ts";
import { EdgePool, type EdgePoolOptions } from "./edgePool.ts";
import { fallOver, isMisplaced, shuffled } from "./fallOver.ts";
import { type FollowMailboxParameters, followMailbox } from "./followMailbox.ts";
import type { DeleteParameters } from "./mailboxRequests.ts";
import type { FetchProof, MailboxKey, MailboxMessage } from "./types.ts";

export type SendParameters = Pick<
  DepositParameters,
  "mailbox" | "payload" | "signal" | "onReceipt"
> & {
  /** Default: random. The same blind makes a repeated deposit the same message. */
  blind?: Uint8Array | undefined;
  /** Unix seconds. Default: as long as Edges keep messages. */
  expiry?: number | undefined;
};

export type ReadParameters = {
  mailboxKey: MailboxKey;
  /** Cursors by Edge, from an earlier read. */
  cursors?: ReadonlyMap<Address, number> | undefined;
  signal?: AbortSignal | undefined;
};

export type ReadResult = {
  /** By sequence within each Edge, without duplicates. */
  messages: MailboxMessage[];
  cursors: Map<Address, number>;
  proofs: FetchProof[];
  /** Of every set that was responsible, two of three Edges answered: what is missing does not exist. */
  isComplete: boolean;
};

const ROUNDS = 6;
const ROUND_PAUSE_MS = 700;
const ENOUGH = 2;

/** Mailboxes through whichever responsible Edges answer. */
export class MailboxClient {
  readonly pool: EdgePool;

  constructor(options: EdgePoolOptions) {
    this.pool = new EdgePool(options);
  }

  /** Deposits with any responsible Edge, and with the next when one fails. */
  async deposit(parameters: SendParameters): Promise<DepositResult & { epoch: number }> {
    const { view } = this.pool;
    const { signal } = parameters;
    const blind = parameters.blind ?? crypto.getRandomValues(new Uint8Array(32));
    const expiry = parameters.expiry ?? view.now() + view.deployment.schedule.messageTtl;
    for (let round = 1; ; round++) {
      const epoch = view.currentEpoch();
      const edges = await view.responsible(parameters.mailbox, epoch, signal);
      try {
        return await fallOver(shuffled(edges), async (operator) => {
          const edge = await this.pool.get(operator);
          return { ...(await edge.deposit({ ...parameters, blind, expiry, epoch })), epoch };
        });
      } catch (error) {
        if (!isMisplaced(error) || round === ROUNDS) throw error;
        await pause(ROUND_PAUSE_MS, signal ?? new AbortController().signal);
      }
    }
  }

  /**
   * Reads the mailbox from every Edge that was responsible while its messages could still live.
   * @throws SendingError MAILBOX_UNREACHABLE when nothing was found and a set did not answer by two of three
   */
  async read({ mailboxKey, cursors, signal }: ReadParameters): Promise<ReadResult> {
    const sets = await this.responsibleSets(mailboxKey.address, signal);
    const operators = [...new Set(sets.flat())];
    const found = new Map<Hex, MailboxMessage>();
    const reached = new Map(cursors);
    const proofs: FetchProof[] = [];
    const answered = new Set<Address>();
    const errors: unknown[] = [];
    const readOne = async (operator: Address): Promise<void> => {
      try {
        const edge = await this.pool.get(operator);
        for (let more = true; more; ) {
          const after = reached.get(operator) ?? 0;
          const page = await edge.fetch({ mailboxKey, after, signal });
          proofs.push(page.proof);
          for (const message of page.messages) {
            reached.set(operator, Math.max(reached.get(operator) ?? 0, message.sequence));
            if (!found.has(message.messageHash)) found.set(message.messageHash, message);
          }
          more = page.more && page.messages.length > 0;
        }
        answered.add(operator);
      } catch (error) {
        errors.push(error);
      }
    };
    await Promise.all(operators.map(readOne));
    const isComplete = sets.every((set) => {
      const count = set.filter((operator) => answered.has(operator)).length;
      return count >= Math.min(ENOUGH, set.length);
    });
    if (found.size === 0 && !isComplete) {
      throw new SendingError("Too few Edges answer for the mailbox.", {
        code: "MAILBOX_UNREACHABLE",
        details: `${answered.size} of ${operators.length} Edges answered`,
        cause: errors[0],
      });
    }
    return { messages: [...found.values()], cursors: reached, proofs, isComplete };
  }

  /** Deletes from every Edge that can hold the messages. @throws when no Edge could be asked */
  async delete(parameters: DeleteParameters): Promise<void> {
    if (parameters.messageHashes.length === 0) return;
    const sets = await this.responsibleSets(parameters.mailboxKey.address, parameters.signal);
    const deletions = [...new Set(sets.flat())].map(async (operator) => {
      const edge = await this.pool.get(operator);
      return edge.delete(parameters);
    });
    const results = await Promise.allSettled(deletions);
    const failed = results.find((result) => result.status === "rejected");
    if (failed && results.every((result) => result.status === "rejected")) throw failed.reason;
  }

  /** Follows the mailbox at every such Edge, with reconnects, until the signal. Never rejects. */
  follow(parameters: FollowMailboxParameters): Promise<void> {
    return followMailbox(this, parameters);
  }

  /** Distinct sets of Edges that can hold a message of the mailbox now, latest first. */
  responsibleSets(mailbox: Address, signal?: AbortSignal): Promise<Address[][]> {
    const { view } = this.pool;
    const oldest = view.clock.epochAt(view.now() - view.deployment.schedule.messageTtl);
    return view.responsibleSince(mailbox, Math.max(oldest, 0), signal);
  }

  /** Pays what is open and closes every connection. Never rejects. */
  close(): Promise<void> {
    return this.pool.close();
  }
}
