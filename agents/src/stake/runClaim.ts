import { SendingError } from "@sendingnetwork/sdk/errors";
import { type Address, type Hex, keccak256 } from "viem";
import { readNetworkFile } from "../local/networkFile.ts";
import { creditClaim, decodeDataSet } from "../settlement/index.ts";
import {
  findAccount,
  indexerOf,
  openWallet,
  print,
  transact,
  type Wallet,
  type WalletOptions,
} from "../wallet/index.ts";
import { approvalSteps } from "./payment.ts";
import { sendText } from "./values.ts";

export type ClaimOptions = WalletOptions & { compound?: string; guardian?: string };

/** `sdn stake claim`: pays out what was earned, or delegates it on. */
export async function runClaim(options: ClaimOptions): Promise<void> {
  const wallet = await openWallet(options);
  const { client, account } = wallet;
  const claim = await claimOf(wallet, options);
  const second = Number(claim.second);
  const leaf = { cumulative: claim.cumulative, second, proof: claim.proof };
  const operator = options.compound ? await findAccount(wallet, options.compound) : undefined;
  const receipts = await transact(wallet, {
    title: `Claim ${sendText(claim.amount)}${operator ? ` and delegate it to ${operator}` : ""}`,
    facts: [
      ["earned in all", sendText(claim.cumulative)],
      operator
        ? ["can be lost", "all of it, for offences of the operator"]
        : ["paid to", account.address],
    ],
    steps: operator
      ? [
          ...(await approvalSteps(wallet, "delegationPools", claim.amount)),
          {
            title: "claim and delegate",
            call: () => client.claimAndDelegate.call({ operator, ...leaf }),
          },
        ]
      : [{ title: "claim", call: () => client.claimCredit.call(leaf) }],
  });
  if (receipts) print(wallet, { amount: claim.amount, operator }, `${sendText(claim.amount)}`);
}

async function claimOf(wallet: Wallet, options: ClaimOptions) {
  const { client, account } = wallet;
  const { items } = await indexerOf(wallet).list("epoch", {
    ...{ where: { stage: "final" }, orderBy: "number", orderDirection: "desc", limit: 1 },
  });
  const hash = items[0]?.dataHash;
  const address = account.address.toLowerCase() as Address;
  const found = hash
    ? creditClaim(decodeDataSet(await fetchData(hash, options)), address)
    : undefined;
  const claimed = await client.getClaimed({ account: address });
  if (found && found.cumulative > claimed) return { ...found, amount: found.cumulative - claimed };
  throw new SendingError("There is nothing to claim.", {
    code: "NOTHING_TO_CLAIM",
    details: `${sendText(claimed)} were claimed before`,
    hint: "What an epoch brings can be claimed when its dispute window is over.",
  });
}

/** The data set from the first Guardian that has it. @throws {SendingError} DATA_SET_MISSING */
async function fetchData(hash: Hex, options: ClaimOptions): Promise<Uint8Array> {
  const urls = options.guardian ? [options.guardian] : localGuardians(options);
  for (const url of urls) {
    try {
      const response = await fetch(new URL(`/epochs/${hash}`, url));
      const bytes = new Uint8Array(await response.arrayBuffer());
      if (response.ok && keccak256(bytes) === hash) return bytes;
    } catch {
      // The next one may answer.
    }
  }
  throw new SendingError("No Guardian gave the data of the last settled epoch.", {
    code: "DATA_SET_MISSING",
    details: `${hash}, asked ${urls.join(", ") || "nobody"}`,
    hint: "Name one that serves it: --guardian <url>.",
  });
}

function localGuardians(options: ClaimOptions): string[] {
  if (options.rpc || process.env.SDN_RPC) return [];
  return readNetworkFile(options.network)
    .agents.filter(({ role }) => role === "guardian")
    .map(({ health }) => health);
}
