/**
 * Values of an agent's /metrics, by name with labels as written and by name alone, where all labels are
 * summed up; undefined when it does not answer.
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
    const [, name, labels, value] = /^(\w+)(\{.*\})? (\S+)/.exec(line) ?? [];
    if (!name) continue;
    if (labels) values.set(name + labels, Number(value));
    values.set(name, (values.get(name) ?? 0) + Number(value));
  }
  return values;
}
