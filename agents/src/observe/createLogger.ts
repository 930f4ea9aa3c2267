import { type DestinationStream, type Logger, pino } from "pino";
import { readableLine } from "./readableLine.ts";

export type { Logger };

/** JSON lines to standard output; one readable line an entry when that is a terminal. */
export function createLogger(options: { name: string; level: string }): Logger {
  const terminal: DestinationStream = {
    write: (line) => process.stdout.write(readableLine(line)),
  };
  return pino(
    {
      name: options.name,
      level: options.level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: pino.stdSerializers.err },
    },
    process.stdout.isTTY ? terminal : pino.destination({ fd: 1, sync: true }),
  );
}
