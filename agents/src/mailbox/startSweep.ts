import type { GroupCommit } from "../database/index.ts";
import type { MailboxStore } from "./MailboxStore.ts";

const PAUSE_MS = 2_000;
/** Small enough that deposits of the same transaction hardly wait. */
const SLICE = 500;

/** Keeps dropping expired messages, a slice a transaction. Returns how to end it. */
export function startSweep(options: {
  commit: GroupCommit;
  store: MailboxStore;
  now(): number;
  onSwept(count: number): void;
  onError(error: unknown): void;
}): () => void {
  const { commit, store, now, onSwept, onError } = options;
  let ended = false;
  let timer: NodeJS.Timeout | undefined;
  async function sweep() {
    try {
      const count = await commit.write(() => store.sweep(now(), SLICE));
      onSwept(count);
      schedule(count === SLICE ? 0 : PAUSE_MS);
    } catch (error) {
      onError(error);
      schedule(PAUSE_MS);
    }
  }
  function schedule(milliseconds: number) {
    if (!ended) timer = setTimeout(() => void sweep(), milliseconds);
  }
  schedule(PAUSE_MS);
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}
