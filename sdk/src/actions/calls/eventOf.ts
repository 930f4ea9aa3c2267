import {
  type Abi,
  type ContractEventName,
  type GetEventArgs,
  isAddressEqual,
  parseEventLogs,
  type TransactionReceipt,
} from "viem";
import { SendingError } from "../../errors/index.ts";
import {
  type ContractAbis,
  type ContractKey,
  contractAbis,
  type SendingContext,
} from "./context.ts";

type EventName<key extends ContractKey> = ContractEventName<ContractAbis[key]>;
type EventArgs<key extends ContractKey, name extends EventName<key>> = GetEventArgs<
  ContractAbis[key],
  name,
  { EnableUnion: false; IndexedOnly: false; Required: true }
>;

/** Arguments of every event `eventName` that `contract` emitted in the transaction. */
export function eventsOf<const key extends ContractKey, const name extends EventName<key>>(
  client: SendingContext,
  receipt: TransactionReceipt,
  contract: key,
  eventName: name,
): EventArgs<key, name>[] {
  const address = client.deployment.contracts[contract];
  const logs = parseEventLogs({
    abi: contractAbis[contract] as Abi,
    eventName: eventName as string,
    logs: receipt.logs.filter((log) => isAddressEqual(log.address, address)),
  });
  return logs.map((log) => log.args as unknown as EventArgs<key, name>);
}

/** The last event of this name. Throws UNEXPECTED_RECEIPT without one. */
export function eventOf<const key extends ContractKey, const name extends EventName<key>>(
  client: SendingContext,
  receipt: TransactionReceipt,
  contract: key,
  eventName: name,
): EventArgs<key, name> {
  const found = eventsOf(client, receipt, contract, eventName).at(-1);
  if (found) return found;
  throw new SendingError(`The transaction emitted no ${eventName}.`, {
    code: "UNEXPECTED_RECEIPT",
    details: receipt.transactionHash,
    hint: "Check that the deployment's addresses belong to this chain.",
  });
}
