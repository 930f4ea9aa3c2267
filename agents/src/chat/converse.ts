import type { Messenger } from "@sendingnetwork/sdk/messaging";
import type { EpochClock } from "@sendingnetwork/sdk/network";
import type { ChatInput } from "./input.ts";
import type { ChatOutput } from "./output.ts";
import { tell } from "./tell.ts";

/**
 * Carries lines out and messages in. At the end of input: waits until all that was sent is
 * acknowledged, then until nothing has come for `linger` milliseconds. What could not be sent is told
 * when it happens, and the first such failure rejects at the end.
 */
export async function converse(parameters: {
  messenger: Messenger;
  clock: EpochClock;
  input: ChatInput;
  to: string;
  show: ChatOutput;
  linger: number;
  signal: AbortSignal;
}): Promise<void> {
  const { messenger, clock, input, to, show, linger, signal } = parameters;
  const over = new AbortController();
  const ending = AbortSignal.any([signal, over.signal]);
  let failure: unknown;
  let inputEnded = false;
  let silence: NodeJS.Timeout | undefined;
  const restartSilence = () => {
    if (!inputEnded) return;
    clearTimeout(silence);
    silence = setTimeout(() => over.abort(), linger);
  };

  const reading = (async () => {
    for await (const { id, from, text } of messenger.messages(ending)) {
      if (from !== messenger.did) show({ type: "received", id, from, text });
      restartSilence();
    }
  })();

  const writing = (async () => {
    for await (const text of input.lines) {
      if (signal.aborted) return;
      try {
        const { id, deliveries } = await messenger.send(to, text, { signal });
        const receipts = deliveries.flatMap((delivery) => delivery.receipts);
        const epoch = clock.epochAt(Math.max(...receipts.map(({ storedAt }) => storedAt)));
        show({ type: "sent", id, text, epoch, receipts: receipts.map(({ edge }) => ({ edge })) });
      } catch (error) {
        if (signal.aborted) return;
        failure ??= error;
        show({ type: "problem", message: tell(error) });
      }
      input.prompt();
    }
    inputEnded = true;
    restartSilence();
  })();

  try {
    input.prompt();
    await Promise.race([aborted(ending), Promise.all([reading, writing])]);
    if (failure !== undefined && !signal.aborted) throw failure;
  } finally {
    clearTimeout(silence);
    // It goes on until the messenger closes.
    reading.catch(() => {});
  }
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
