import { SendingError, type SendingErrorOptions } from "./SendingError.ts";

/** A contract refused: `errorName` is the Solidity error, `args` its arguments in order. */
export class ContractError extends SendingError {
  override name = "ContractError";
  readonly errorName: string;
  readonly args: readonly unknown[];

  constructor(
    shortMessage: string,
    options: SendingErrorOptions & { errorName: string; args: readonly unknown[] },
  ) {
    super(shortMessage, options);
    this.errorName = options.errorName;
    this.args = options.args;
  }
}
