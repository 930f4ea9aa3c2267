import { existsSync } from "node:fs";
import { SendingError } from "@sendingnetwork/sdk/errors";
import type { PrivateKeyAccount } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import {
  findAccount,
  openWallet,
  print,
  readProfile,
  transact,
  type Wallet,
  type WalletOptions,
} from "../wallet/index.ts";
import { keyFromFile } from "../wallet/keyFromFile.ts";
import { ownDid } from "./whichDid.ts";

export type LinkOptions = WalletOptions & { did?: string };

/** `sdn did link`: the wallet consents with its key, the controller sends. */
export async function runLink(whose: string, options: LinkOptions): Promise<void> {
  const wallet = await openWallet(options);
  const { client } = wallet;
  const did = await ownDid(wallet, options.did);
  const linked = signerOf(wallet, whose);
  const receipts = await transact(wallet, {
    title: `Link the wallet ${linked.address} to an identity`,
    facts: [["identity", did]],
    steps: [{ title: "link", call: () => client.linkWallet.call({ did, wallet: linked }) }],
  });
  if (receipts) {
    print(wallet, { did, wallet: linked.address }, `linked ${linked.address} to ${did}`);
  }
}

/** `sdn did unlink`: by the controller, or by the wallet itself. */
export async function runUnlink(whose: string, options: LinkOptions): Promise<void> {
  const wallet = await openWallet(options);
  const { client } = wallet;
  const did = await ownDid(wallet, options.did);
  const address = await findAccount(wallet, whose);
  const receipts = await transact(wallet, {
    title: `Unlink the wallet ${address} from an identity`,
    facts: [
      ["identity", did],
      ["later", "to link it again takes the wallet's consent anew"],
    ],
    steps: [{ title: "unlink", call: () => client.unlinkWallet.call({ did, wallet: address }) }],
  });
  if (receipts) print(wallet, { did, wallet: address }, `unlinked ${address} from ${did}`);
}

/** `sdn did primary`: the wallet names the identity that it answers by. */
export async function runPrimary(named: string | undefined, options: WalletOptions): Promise<void> {
  const wallet = await openWallet(options);
  const { client, account } = wallet;
  const did = await ownDid(wallet, named);
  const receipts = await transact(wallet, {
    title: `Answer by one identity as the wallet ${account.address}`,
    facts: [["identity", did]],
    steps: [{ title: "set the primary", call: () => client.setPrimary.call({ did }) }],
  });
  if (receipts)
    print(wallet, { did, wallet: account.address }, `${account.address} answers by ${did}`);
}

function signerOf({ users, account, profile }: Wallet, whose: string): PrivateKeyAccount {
  const found = users ? readProfile(users, whose) : undefined;
  if (found) return privateKeyToAccount(found.walletKey);
  if (existsSync(whose)) return privateKeyToAccount(keyFromFile(whose));
  throw new SendingError("The wallet's key is needed: it must consent.", {
    code: "CONFIG_SIGNER",
    details: whose,
    hint: `Give a profile of this machine${profile ? ` (such as ${profile.name})` : ""} or a key file; ${account.address} only controls the identity.`,
  });
}
