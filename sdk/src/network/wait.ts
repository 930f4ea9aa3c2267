import { SendingError } from "../errors/index.ts";

/** Resolves after `ms`, or at once when the signal aborts. Never rejects. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end, { once: true });
  });
}

function cancelled(signal: AbortSignal): SendingError {
  const isTimeout = signal.reason instanceof DOMException && signal.reason.name === "TimeoutError";
  if (isTimeout) {
    return new SendingError("The chain did not get there in time.", { code: "TIMEOUT" });
  }
  const cause = signal.reason;
  return new SendingError("Waiting for the chain was cancelled.", { code: "ABORTED", cause });
}

/**
 * The first value of `read` other than undefined and false, read now and at each call of the
 * listener. Rejects with ABORTED or TIMEOUT at the signal, and with what `read` throws.
 */
export function waitUntil<T>(
  read: () => T | undefined | false,
  subscribe: (listener: () => void) => () => void,
  signal?: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let unsubscribe = (): void => {};
    const end = (settle: () => void): void => {
      unsubscribe();
      signal?.removeEventListener("abort", onAbort);
      settle();
    };
    const onAbort = (): void => end(() => reject(cancelled(signal as AbortSignal)));
    const check = (): void => {
      try {
        const value = read();
        if (value !== undefined && value !== false) end(() => resolve(value));
      } catch (error) {
        end(() => reject(error));
      }
    };
    if (signal?.aborted) return onAbort();
    signal?.addEventListener("abort", onAbort, { once: true });
    unsubscribe = subscribe(check);
    check();
  });
}
