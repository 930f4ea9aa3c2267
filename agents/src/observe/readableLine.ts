import { styleText } from "node:util";

const COLOURS = {
  trace: "gray",
  debug: "gray",
  info: "green",
  warn: "yellow",
  error: "red",
  fatal: "red",
} as const;

/** A pino JSON line for people: time, level, message, then the fields as key=value. */
export function readableLine(json: string): string {
  const { time, level, msg, pid, name, error, ...fields } = JSON.parse(json) as Record<
    string,
    unknown
  >;
  const stream = process.stdout;
  const colour = COLOURS[level as keyof typeof COLOURS] ?? "white";
  const rest = Object.entries(fields).map(
    ([key, value]) => `${key}=${typeof value === "object" ? JSON.stringify(value) : value}`,
  );
  if (error) rest.push(`error=${(error as { message?: string }).message}`);
  return [
    styleText("gray", String(time).slice(11, 19), { stream }),
    styleText(colour, String(level).padEnd(5), { stream }),
    msg,
    styleText("gray", rest.join(" "), { stream }),
  ]
    .join(" ")
    .concat("\n");
}
