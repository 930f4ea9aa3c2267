import { SendingError } from "../errors/index.ts";

type Answer = { data?: unknown; errors?: { message: string }[]; error?: { message: string } };

/** Sends a request to the indexer. Throws INDEXER_UNREACHABLE, or INDEXER_REFUSED with its reason. */
export async function requestIndexer(
  url: URL,
  init: RequestInit & { signal?: AbortSignal | null },
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (cause) {
    if (init.signal?.aborted) throw init.signal.reason;
    throw new SendingError("The indexer does not answer.", {
      code: "INDEXER_UNREACHABLE",
      details: url.origin,
      hint: "Check the indexer's address and that it runs.",
      cause,
    });
  }
  if (response.ok) return response;
  throw refusal(await response.text(), response.status);
}

/** Runs a GraphQL query. */
export async function requestGraphql(
  url: URL,
  body: string,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const response = await requestIndexer(new URL("/graphql", url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
    signal: signal ?? null,
  });
  const text = await response.text();
  const { data, errors } = JSON.parse(text) as Answer;
  if (errors || data === undefined || data === null) throw refusal(text, response.status);
  return data;
}

function refusal(text: string, status: number): SendingError {
  return new SendingError("The indexer refused the query.", {
    code: "INDEXER_REFUSED",
    details: `${status}: ${reasonOf(text)}`,
  });
}

function reasonOf(text: string): string {
  try {
    const { errors, error } = JSON.parse(text) as Answer;
    return errors?.map(({ message }) => message).join("; ") ?? error?.message ?? text;
  } catch {
    return text;
  }
}
