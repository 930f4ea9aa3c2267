import { type Address, bytesToHex, hexToBytes } from "viem";
import { SendingError } from "../errors/index.ts";
import { type Problem, ProblemCode } from "../generated/wire.js";

export type ProblemErrorOptions = {
  cause?: unknown;
  /** NOT_RESPONSIBLE: operators of the Edges that are. */
  edges?: Address[];
};

/** A refusal as it travels on the wire; `code` and `problem` are the same name. */
export class ProblemError extends SendingError {
  override name = "ProblemError";
  readonly problem: ProblemCode;
  readonly edges: Address[];

  constructor(problem: ProblemCode, message: string, options: ProblemErrorOptions = {}) {
    super(message, { code: problem, cause: options.cause });
    this.problem = problem;
    this.edges = options.edges ?? [];
  }
}

const MAX_PROBLEM_TEXT = 200;
const MAX_PROBLEM_EDGES = 16;

/** What to tell a peer about `error`: refusals as they are, anything else without its details. */
export function toProblem(error: unknown): Problem {
  if (error instanceof ProblemError) {
    const message = error.shortMessage.slice(0, MAX_PROBLEM_TEXT);
    const edges = error.edges.map((edge) => new Uint8Array(hexToBytes(edge)));
    return { code: error.problem, message, edges };
  }
  return { code: ProblemCode.UNAVAILABLE, message: "The request could not be served.", edges: [] };
}

/** The error that a peer's Problem stands for. */
export function fromProblem(problem: Problem): ProblemError {
  const edges: Address[] = [];
  for (const bytes of problem.edges.slice(0, MAX_PROBLEM_EDGES)) {
    if (bytes.length === 20) edges.push(bytesToHex(bytes));
  }
  const message = problem.message.slice(0, MAX_PROBLEM_TEXT) || "The peer refused the request.";
  return new ProblemError(problem.code, message, { edges });
}
