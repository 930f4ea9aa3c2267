import type { NameRecords } from "@sendingnetwork/sdk/actions";
import { SendingError } from "@sendingnetwork/sdk/errors";
import { type Hex, isHex } from "viem";
import { findAccount, type Wallet } from "../wallet/index.ts";

export type RecordFlags = {
  address?: string;
  text?: string[];
  coin?: string[];
  contenthash?: string;
  wildcard?: string;
};

/** Records as flags say them. @throws {SendingError} CONFIG_RECORD, CONFIG_ACCOUNT */
export async function recordsFrom(wallet: Wallet, flags: RecordFlags): Promise<NameRecords> {
  const { address, text = [], coin = [], contenthash, wildcard } = flags;
  const coins = coin.map((it) => pairOf("--coin", it));
  return {
    ...(address !== undefined && {
      address: address === "nowhere" ? null : await findAccount(wallet, address),
    }),
    ...(text.length > 0 && { texts: Object.fromEntries(text.map((it) => pairOf("--text", it))) }),
    ...(coins.length > 0 && {
      addresses: Object.fromEntries(coins.map(([type, value]) => [coinType(type), bytes(value)])),
    }),
    ...(contenthash !== undefined && { contenthash: bytes(contenthash) }),
    ...(wildcard !== undefined && { wildcard: isOn(wildcard) }),
  };
}

function pairOf(flag: string, text: string): [key: string, value: string] {
  const at = text.indexOf("=");
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw wrong(`${flag} ${text}`, "Write it as key=value.");
}

function coinType(text: string): number {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw wrong(`--coin ${text}`, "A coin type is a number (SLIP-44), such as 0 for Bitcoin.");
}

/** Empty takes the record away. */
function bytes(text: string): Hex | null {
  if (text === "") return null;
  if (isHex(text) && text.length % 2 === 0) return text;
  throw wrong(text, "Write bytes as 0x and an even number of hex digits.");
}

function isOn(text: string): boolean {
  if (text === "on" || text === "off") return text === "on";
  throw wrong(`--wildcard ${text}`, "Say on or off.");
}

function wrong(details: string, hint: string): SendingError {
  return new SendingError("A record cannot be read.", { code: "CONFIG_RECORD", details, hint });
}
