import { ensPublicActions } from "@ensdomains/ensjs";
import { type Address, type Chain, createClient, http, type Transport } from "viem";
import { mainnet } from "viem/chains";
import type { SendingContext } from "../actions/calls/context.ts";
import { lookupName, resolveName } from "../actions/names/index.ts";
import { SendingError, toSendingError } from "../errors/index.ts";
import { normalizeName } from "./normalizeName.ts";
import { ROOT } from "./parseName.ts";

export type EthereumParameters = {
  /** How to reach the chain that ENS is on: an RPC address, or any viem transport. */
  rpc?: string | undefined;
  transport?: Transport | undefined;
  /** By default Ethereum. */
  chain?: Chain | undefined;
  /** By default the one that `chain` names. */
  universalResolver?: Address | undefined;
};

export type NameClientParameters = {
  /** Knows names under .sdn. */
  client: SendingContext;
  /** Knows all other names. */
  ethereum?: EthereumParameters | undefined;
};

export type NameClient = {
  /** Where the name points, null for nowhere. Throws INVALID_NAME, NO_ETHEREUM. */
  resolveName(name: string): Promise<Address | null>;
  /** A text of the name (ENSIP-5), null without one. Throws INVALID_NAME, NO_ETHEREUM. */
  getText(name: string, key: string): Promise<string | null>;
  /** What the wallet is called: its .sdn name, else its name on Ethereum, else null. */
  lookupName(wallet: Address): Promise<string | null>;
};

/** Resolves .sdn on the network's own chain, and every other name (.eth) where ENS is. */
export function createNameClient({ client, ethereum }: NameClientParameters): NameClient {
  const sdn = withEns(client, client.deployment.contracts.universalResolver);
  const ens = ethereum && ethereumClient(ethereum);
  const knowing = (name: string) => {
    if (name === ROOT || name.endsWith(`.${ROOT}`)) return sdn;
    if (ens) return ens;
    throw new SendingError("Names outside .sdn need a connection to Ethereum.", {
      code: "NO_ETHEREUM",
      details: name,
      hint: "Pass `ethereum` to createNameClient.",
    });
  };
  return {
    async resolveName(text) {
      const name = normalizeName(text);
      const at = knowing(name);
      if (at === sdn) return (await resolveName(client, { name }))?.wallet ?? null;
      const record = await asked(at.getAddressRecord({ name }));
      return (record?.value as Address | undefined) ?? null;
    },
    async getText(text, key) {
      const name = normalizeName(text);
      return asked(knowing(name).getTextRecord({ name, key }));
    },
    async lookupName(wallet) {
      const name = await lookupName(client, { wallet });
      if (name || !ens) return name;
      return (await asked(ens.getName({ address: wallet })))?.name ?? null;
    },
  };
}

function ethereumClient({ rpc, transport, chain = mainnet, ...given }: EthereumParameters) {
  const known = chain.contracts?.ensUniversalResolver as { address: Address } | undefined;
  const universalResolver = given.universalResolver ?? known?.address;
  if (!universalResolver) {
    throw new SendingError("Nobody said where ENS is on this chain.", {
      code: "NO_UNIVERSAL_RESOLVER",
      details: chain.name,
      hint: "Pass `universalResolver`, or a chain that has contracts.ensUniversalResolver.",
    });
  }
  return withEns(createClient({ chain, transport: transport ?? http(rpc) }), universalResolver);
}

/** ensjs over the chain: its own client maker takes public chains only. */
function withEns(client: { chain: Chain | undefined; request: unknown }, address: Address) {
  const chain = { ...client.chain, contracts: { ensUniversalResolver: { address } } };
  return ensPublicActions({ ...client, chain } as unknown as Parameters<
    typeof ensPublicActions
  >[0]);
}

async function asked<value>(answer: Promise<value>): Promise<value> {
  try {
    return await answer;
  } catch (error) {
    throw toSendingError(error);
  }
}
