import { SendingError } from "@sendingnetwork/sdk/errors";
import { formatEther, parseEther } from "viem";

/** SEND as people write it, in wei. @throws {SendingError} CONFIG_AMOUNT */
export function sendFrom(text: string): bigint {
  if (/^\d+(\.\d{1,18})?$/.test(text) && parseEther(text) > 0n) return parseEther(text);
  throw new SendingError(`"${text}" is not an amount of SEND.`, {
    code: "CONFIG_AMOUNT",
    hint: "Write it as 12 or 0.5.",
  });
}

export function sendText(wei: bigint): string {
  return `${formatEther(wei)} SEND`;
}

/** Unix seconds as date and time, in UTC. */
export function timeText(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

export function percentText(bps: number): string {
  return `${bps / 100} %`;
}
