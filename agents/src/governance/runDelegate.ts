import { findAccount, openWallet, print, transact, type WalletOptions } from "../wallet/index.ts";
import { send } from "./proposals.ts";

/** `sdn gov delegate`: who votes with the signer's SEND. */
export async function runDelegate(who: string | undefined, options: WalletOptions): Promise<void> {
  const wallet = await openWallet(options);
  const { client, account } = wallet;
  const to = who === undefined ? account.address : await findAccount(wallet, who);
  const balance = await client.getSendBalance({ account: account.address });
  const receipts = await transact(wallet, {
    title: to === account.address ? "Vote with the account's own SEND" : `Let ${to} vote`,
    facts: [
      ["votes", `${send(balance)}, and whatever the account holds later`],
      ["stays", "the SEND itself: only its votes move"],
      ["counts", "for proposals whose snapshot comes later"],
    ],
    steps: [{ title: "delegate", call: () => client.delegateVotes.call({ to }) }],
  });
  if (!receipts) return;
  const { votes } = await client.getVotes({ account: to });
  print(
    wallet,
    { account: account.address, delegate: to, votes },
    `${to} has ${send(votes)} votes`,
  );
}
