import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startChain, type TestChain } from "../../support/chain.ts";
import { startIndexer, type TestIndexer } from "../../support/indexer.ts";
import { createDidWithPlainViem } from "./actions.ts";
import { createIdentity } from "./identity.ts";
import { walletSummary } from "./queries.ts";

let chain: TestChain;
let indexer: TestIndexer;
beforeAll(async () => {
  chain = await startChain();
  indexer = await startIndexer(chain);
});
afterAll(async () => {
  await indexer?.stop();
  await chain?.stop();
});

describe("the README's examples", () => {
  it("create an identity, and find it in the indexer", async () => {
    const { rpc, deployment } = chain;
    const [account, wallet] = [chain.account(1), chain.account(2)];
    const did = await createIdentity({ rpc, deployment, account, wallet });
    await chain.client(chain.account(0)).transferSend({ to: wallet.address, amount: 5n });
    await indexer.catchUp();
    expect(await walletSummary(indexer.url, wallet.address)).toEqual({
      balance: 5n,
      dids: [did],
      claimed: 0n,
      bonded: 0,
    });
  });

  it("work on a plain viem client", async () => {
    const { rpc, deployment } = chain;
    const account = chain.account(3);
    const made = await createDidWithPlainViem({ rpc, deployment, account });
    expect(made).toMatchObject({ controller: account.address, linkCount: 0 });
  });
});
