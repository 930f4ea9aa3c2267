import { batchOf } from "@sendingnetwork/sdk/actions";
import { SendingError } from "@sendingnetwork/sdk/errors";
import { bytesToHex, type Hex, isHex, size } from "viem";
import { didOf } from "../chat/identity.ts";
import { openWallet, print, transact, type WalletOptions } from "../wallet/index.ts";

export type CreateOptions = WalletOptions & { salt?: string; link: boolean };

/** `sdn did create`: the DID, its link to the wallet and the primary in one transaction. */
export async function runCreate(options: CreateOptions): Promise<void> {
  const wallet = await openWallet(options);
  const { client, account, profile } = wallet;
  const salt = saltFrom(options.salt) ?? profile?.didSalt ?? random32();
  const did = didOf(client, account.address, salt);
  const receipts = await transact(wallet, {
    title: options.link ? "Create an identity and link the wallet to it" : "Create an identity",
    facts: [
      ["identity", did],
      ["controller", account.address],
    ],
    steps: [
      {
        title: "create",
        call: async () => {
          const create = await client.createDid.call({ salt });
          if (!options.link) return create;
          const link = await client.linkWallet.call({ did, wallet: account });
          return batchOf([create, link, await client.setPrimary.call({ did })]);
        },
      },
    ],
  });
  if (receipts) print(wallet, { did, controller: account.address }, did);
}

function saltFrom(text: string | undefined): Hex | undefined {
  if (text === undefined) return undefined;
  if (isHex(text) && size(text) === 32) return text;
  throw new SendingError("A salt is 0x and 64 hex digits.", { code: "CONFIG_SALT", details: text });
}

function random32(): Hex {
  return bytesToHex(crypto.getRandomValues(new Uint8Array(32)));
}
