import type { SendingClient } from "@sendingnetwork/sdk";
import { formatDid, parseDid } from "@sendingnetwork/sdk/actions";
import {
  formatSegment,
  parseSegment,
  segmentFromId,
  segmentIdOf,
} from "@sendingnetwork/sdk/addresses";
import { SendingError } from "@sendingnetwork/sdk/errors";
import { parseName } from "@sendingnetwork/sdk/names";
import { fromItem, type Item, type TradeItem } from "@sendingnetwork/sdk/trade";
import {
  type Address,
  erc20Abi,
  formatEther,
  formatUnits,
  getAddress,
  isAddress,
  isAddressEqual,
  parseUnits,
} from "viem";
import { momentFrom } from "./moment.ts";

const HINT =
  'Write "100 SEND", "0.5 native", "2.5 0x<token>", erc721:0x<token>:<id>, erc1155:0x<token>:<id>:<amount>, lease:0x<token>:<id>:<until>, name:alice.sdn, segment:<segment>, lease-segment:<segment>:<until> or did:sdn:...; <until> is a date or a time such as 30d.';

/** Reads an item as people write it. @throws {SendingError} CONFIG_ITEM, and what its parts throw */
export async function itemFrom(client: SendingClient, text: string): Promise<TradeItem> {
  const amount = /^(\d+(?:\.\d+)?)\s+(\S+)$/.exec(text.trim());
  if (amount?.[1] && amount[2]) return amountFrom(client, amount[1], amount[2]);
  const { didRegistry, nameRegistry, subnetLicense } = client.deployment.contracts;
  if (text.startsWith("did:")) {
    const { chainId, id } = parseDid(text);
    if (chainId !== client.deployment.chainId) throw unknown(text);
    return { kind: "erc721", token: didRegistry, id };
  }
  const [kind = "", ...rest] = text.split(":");
  const last = rest.at(-1) ?? "";
  if (kind === "name") {
    return { kind: "erc721", token: nameRegistry, id: BigInt(parseName(last).node) };
  }
  if (kind === "segment") {
    return { kind: "erc721", token: subnetLicense, id: segmentIdOf(parseSegment(rest.join(":"))) };
  }
  if (kind === "lease-segment") {
    const id = segmentIdOf(parseSegment(rest[0] ?? ""));
    return { kind: "lease", token: subnetLicense, id, until: untilFrom(rest.slice(1).join(":")) };
  }
  const [token = "", id = ""] = rest;
  if (!isAddress(token, { strict: false }) || !/^\d{1,78}$/.test(id)) throw unknown(text);
  const thing = { token: getAddress(token), id: BigInt(id) };
  if (kind === "erc721" && rest.length === 2) return { kind, ...thing };
  if (kind === "erc1155" && rest.length === 3 && /^\d{1,78}$/.test(last)) {
    return { kind, ...thing, amount: BigInt(last) };
  }
  if (kind === "lease" && rest.length >= 3) {
    return { kind, ...thing, until: untilFrom(rest.slice(2).join(":")) };
  }
  throw unknown(text);
}

/** Says what an item is, as {@link itemFrom} reads it where that is possible. */
export async function textOf(client: SendingClient, item: Item): Promise<string> {
  const it = fromItem(item);
  if (it.kind === "native") return `${formatEther(it.amount)} native`;
  if (it.kind === "erc20") return amountText(client, it.token, it.amount);
  if (it.kind === "erc1155") return `erc1155:${it.token}:${it.id}:${it.amount}`;
  const { didRegistry, subnetLicense, nameRegistry } = client.deployment.contracts;
  const isOf = (contract: Address) => isAddressEqual(it.token, contract);
  if (it.kind === "lease") {
    const until = new Date(it.until * 1000).toISOString();
    return isOf(subnetLicense)
      ? `lease of segment ${formatSegment(segmentFromId(it.id))} until ${until}`
      : `lease:${it.token}:${it.id}:${until}`;
  }
  if (isOf(didRegistry)) return formatDid(client.deployment.chainId, it.id);
  if (isOf(subnetLicense)) return `segment:${formatSegment(segmentFromId(it.id))}`;
  // The chain keeps a name's hash; the name itself only whoever has it written down.
  if (isOf(nameRegistry)) return `the name with id ${it.id}`;
  return `erc721:${it.token}:${it.id}`;
}

export async function textsOf(client: SendingClient, items: readonly Item[]): Promise<string> {
  const texts = await Promise.all(items.map((item) => textOf(client, item)));
  return texts.join(" and ") || "nothing";
}

async function amountFrom(client: SendingClient, digits: string, unit: string): Promise<TradeItem> {
  const { sendToken } = client.deployment.contracts;
  if (["native", "coins"].includes(unit)) return { kind: "native", amount: units(digits, 18) };
  if (unit.toUpperCase() === "SEND") {
    return { kind: "erc20", token: sendToken, amount: units(digits, 18) };
  }
  if (!isAddress(unit, { strict: false })) throw unknown(`${digits} ${unit}`);
  const token = getAddress(unit);
  const decimals = await decimalsOf(client, token);
  if (decimals === undefined) {
    throw new SendingError("The token does not say how many decimals it has.", {
      code: "CONFIG_ITEM",
      details: token,
    });
  }
  return { kind: "erc20", token, amount: units(digits, decimals) };
}

async function amountText(client: SendingClient, token: Address, amount: bigint): Promise<string> {
  if (isAddressEqual(token, client.deployment.contracts.sendToken)) {
    return `${formatEther(amount)} SEND`;
  }
  // By address: anyone may call a token anything.
  const decimals = await decimalsOf(client, token);
  return decimals === undefined
    ? `${amount} smallest units of ${token}`
    : `${formatUnits(amount, decimals)} ${token}`;
}

async function decimalsOf(client: SendingClient, address: Address): Promise<number | undefined> {
  try {
    return await client.readContract({ address, abi: erc20Abi, functionName: "decimals" });
  } catch {
    return undefined;
  }
}

/** Refuses digits that the token cannot hold, which parseUnits would round away. */
function units(digits: string, decimals: number): bigint {
  const places = digits.split(".")[1]?.length ?? 0;
  if (places <= decimals) return parseUnits(digits, decimals);
  throw new SendingError(`The amount has more than ${decimals} decimals.`, {
    code: "CONFIG_ITEM",
    details: digits,
  });
}

function untilFrom(text: string): number {
  return momentFrom(text, Math.floor(Date.now() / 1000));
}

function unknown(text: string): SendingError {
  return new SendingError(`"${text}" is nothing that can be traded.`, {
    code: "CONFIG_ITEM",
    hint: HINT,
  });
}
