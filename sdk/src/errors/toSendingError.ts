import {
  BaseError,
  ContractFunctionRevertedError,
  decodeErrorResult,
  type Hex,
  HttpRequestError,
  InsufficientFundsError,
  TimeoutError,
  UserRejectedRequestError,
  WaitForTransactionReceiptTimeoutError,
  WebSocketRequestError,
} from "viem";
import { errorTexts } from "../generated/errors.ts";
import { ContractError } from "./ContractError.ts";
import { contractErrors } from "./contractErrors.ts";
import { hints } from "./hints.ts";
import { SendingError } from "./SendingError.ts";

/**
 * Turns whatever a chain call threw into a {@link SendingError}: a revert of our contracts into a
 * {@link ContractError} with the text of its NatSpec, a {@link SendingError} into itself.
 */
export function toSendingError(error: unknown): SendingError {
  if (error instanceof SendingError) return error;
  if (error instanceof BaseError) return revertOf(error) ?? requestErrorOf(error);
  const text = error instanceof Error ? error.message : String(error);
  return new SendingError(text, { code: "UNEXPECTED", cause: error });
}

function revertOf(error: BaseError): ContractError | undefined {
  const reverted = error.walk((it) => it instanceof ContractFunctionRevertedError);
  if (!(reverted instanceof ContractFunctionRevertedError)) return undefined;
  const data = reverted.raw ?? "0x";
  const { errorName, args, text, names } = decode(data) ?? {
    errorName: "Reverted",
    args: [],
    names: [],
    text: reverted.reason ?? "The contract refused without saying why.",
  };
  const values = args.map((value, index) => `${names[index] || index}: ${String(value)}`);
  return new ContractError(text, {
    code: toCode(errorName),
    errorName,
    args,
    details: values.length > 0 ? `${errorName}(${values.join(", ")})` : errorName,
    hint: hints[errorName],
    cause: error,
  });
}

function decode(data: Hex) {
  try {
    const { errorName, args = [], abiItem } = decodeErrorResult({ abi: contractErrors, data });
    if (errorName === "Error")
      return { errorName: "Reverted", args: [], names: [], text: `${args[0]}` };
    const names = abiItem.type === "error" ? abiItem.inputs.map(({ name = "" }) => name) : [];
    return { errorName, args, names, text: errorTexts[errorName] ?? sentenceOf(errorName) };
  } catch {
    return undefined;
  }
}

function requestErrorOf(error: BaseError): SendingError {
  const is = (...types: (new (...args: never[]) => Error)[]) =>
    error.walk((it) => types.some((type) => it instanceof type)) !== null;
  const { details, shortMessage } = error;
  if (is(UserRejectedRequestError)) {
    return new SendingError("The wallet's user refused.", { code: "USER_REJECTED", cause: error });
  }
  if (is(InsufficientFundsError)) {
    return new SendingError("The account cannot pay for the transaction's gas.", {
      code: "INSUFFICIENT_FUNDS",
      details,
      hint: "Send it some of the chain's native currency.",
      cause: error,
    });
  }
  if (is(WaitForTransactionReceiptTimeoutError)) {
    return new SendingError("The transaction was sent, but no block has it yet.", {
      code: "RECEIPT_TIMEOUT",
      details: shortMessage,
      cause: error,
    });
  }
  if (is(HttpRequestError, WebSocketRequestError, TimeoutError)) {
    return new SendingError("The chain does not answer.", {
      code: "CHAIN_UNREACHABLE",
      details,
      hint: "Check the RPC address and that the node behind it runs.",
      cause: error,
    });
  }
  return new SendingError(shortMessage, { code: "CHAIN_ERROR", details, cause: error });
}

/** NotLinkParty -> NOT_LINK_PARTY, ERC20InvalidSender -> ERC20_INVALID_SENDER */
function toCode(name: string): string {
  return words(name).join("_").toUpperCase();
}

function sentenceOf(name: string): string {
  const [first = "", ...rest] = words(name);
  return `${[first, ...rest.map((word) => word.toLowerCase())].join(" ")}.`;
}

function words(name: string): string[] {
  return name.match(/[A-Z]+[0-9]+|[A-Z]+(?![a-z])|[A-Z][a-z0-9]*/g) ?? [name];
}
