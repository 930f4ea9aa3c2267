export * as wire from "../generated/wire.js";
export { ProblemCode } from "../generated/wire.js";
export {
  addressBytes,
  addressOf,
  amountBytes,
  amountOf,
  type Bytes,
  bytesOf,
  hashOf,
  optionalAddressOf,
  signatureOf,
} from "./bytes.ts";
export { FrameStream, type FrameStreamOptions, frames } from "./frames.ts";
export { requireSafe } from "./numbers.ts";
export { fromProblem, ProblemError, type ProblemErrorOptions, toProblem } from "./problems.ts";
export * from "./protocols.ts";
export type { BatchHandler } from "./receiver.ts";
export {
  type AnswerOptions,
  answer,
  type RequestCodecs,
  type RequestOptions,
  request,
} from "./request.ts";
export type { MessageCodec, Stream } from "./stream.ts";
