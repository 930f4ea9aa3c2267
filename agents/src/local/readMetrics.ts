/**
 * Values of an agent's /metrics by metric name, labels summed up; undefined when it does not answer.
 * Reads the Prometheus text exposition format, version 0.0.4.
 */
export async function readMetrics(health: string): Promise<Map<string, number> | undefined> {
  let text: string;
  try {
    const answer = await fetch(`${health}/metrics`, { signal: AbortSignal.timeout(2000) });
    text = await answer.text();
  } catch {
    return undefined;
  }
  const values = new Map<string, number>();
  for (const line of text.split("\n")) {
    const match = /^(\w+)(?:\{.*\})? (\S+)/.exec(line);
    if (!match?.[1]) continue;
    values.set(match[1], (values.get(match[1]) ?? 0) + Number(match[2]));
  }
  return values;
}
