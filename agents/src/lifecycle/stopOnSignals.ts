import type { Logger } from "../observe/index.ts";

/**
 * Aborts the returned signal on SIGINT, SIGTERM or when the launcher's IPC channel closes. A second
 * SIGINT or SIGTERM ends the process at once. `release` takes the listeners off again.
 */
export function stopOnSignals(log: Logger): { signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const stop = (reason: string) => {
    if (controller.signal.aborted) return process.exit(1);
    log.info({ reason }, "stopping");
    controller.abort(new DOMException(`stopped by ${reason}`, "AbortError"));
  };
  const onInterrupt = () => stop("SIGINT");
  const onTerminate = () => stop("SIGTERM");
  const onDisconnect = () => {
    if (!controller.signal.aborted) stop("end of the launcher");
  };
  process.on("SIGINT", onInterrupt);
  process.on("SIGTERM", onTerminate);
  if (process.send) process.on("disconnect", onDisconnect);
  return {
    signal: controller.signal,
    release() {
      process.off("SIGINT", onInterrupt);
      process.off("SIGTERM", onTerminate);
      process.off("disconnect", onDisconnect);
    },
  };
}
