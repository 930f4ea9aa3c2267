import { createIndexerClient } from "@sendingnetwork/sdk/indexer";
import type { Address } from "viem";

/** What the indexer knows about a wallet. Rows are typed: amounts are bigint, epochs numbers. */
export async function walletSummary(url: string, wallet: Address) {
  const indexer = createIndexerClient(url);
  const address = wallet.toLowerCase() as Address;

  const account = await indexer.find("account", { address });
  const links = await indexer.list("link", {
    where: { wallet: address, active: true },
    orderBy: "linkedAt",
    orderDirection: "desc",
    limit: 10,
  });
  let claimed = 0n;
  for await (const { amount } of indexer.each("claim", { where: { account: address } })) {
    claimed += amount;
  }
  const bonded = await indexer.count("node", { bond_gt: 0n, status: "active" });
  return {
    balance: account?.balance ?? 0n,
    dids: links.items.map(({ did }) => did),
    claimed,
    bonded,
  };
}
