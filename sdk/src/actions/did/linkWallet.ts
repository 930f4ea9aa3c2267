import { type Account, type Address, isAddressEqual } from "viem";
import { parseAccount } from "viem/accounts";
import { getBlock, signTypedData } from "viem/actions";
import { toSendingError } from "../../errors/index.ts";
import { typedDataOf } from "../../typed-data/index.ts";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { readContract } from "../calls/readContract.ts";
import { accountOf, type WriteOptions, type Written } from "../calls/sendCall.ts";
import { tokenIdOf } from "./tokenIdOf.ts";

const CONSENT_SECONDS = 3_600n;

export type LinkWalletParameters = WriteOptions & {
  did: string;
  /** Signs its consent. An address when the client's provider holds its key. */
  wallet: Account | Address;
  /** Who controls the DID, when it is not the sender: it signs too, and anybody may send. */
  controller?: Account | Address | undefined;
};
export type LinkWalletReturnType = Written & { did: string; wallet: Address };

/**
 * Links a wallet to a DID with the consent of both. Reverts: NotController, AlreadyLinked,
 * TooManyLinks, InvalidSignature.
 */
export const linkWallet = defineWrite(
  async (client, parameters: LinkWalletParameters) => {
    const sender = accountOf(client, parameters.account);
    const wallet = parseAccount(parameters.wallet);
    const controller = parseAccount(parameters.controller ?? sender);
    const did = tokenIdOf(client, parameters.did);
    const [didNonce, walletNonce, { timestamp }] = await Promise.all([
      readContract(client, "didRegistry", "nonceOf", [did]),
      readContract(client, "didRegistry", "walletNonce", [wallet.address]),
      getBlock(client).catch((error) => Promise.reject(toSendingError(error))),
    ]);
    const deadline = timestamp + CONSENT_SECONDS;
    const link = typedDataOf(client.deployment, "Link", {
      did,
      wallet: wallet.address,
      didNonce: Number(didNonce),
      walletNonce,
      deadline,
    });
    const sign = (account: Account) =>
      signTypedData(client, { ...link, account }).catch((error) =>
        Promise.reject(toSendingError(error)),
      );
    const consent = await sign(wallet);
    if (isAddressEqual(controller.address, sender.address)) {
      return contractCall(client, {
        contract: "didRegistry",
        functionName: "link",
        args: [did, wallet.address, deadline, consent],
      });
    }
    return contractCall(client, {
      contract: "didRegistry",
      functionName: "linkBySignatures",
      args: [did, wallet.address, deadline, await sign(controller), consent],
    });
  },
  (_, __, { did, wallet }) => ({ did, wallet: parseAccount(wallet).address }),
);
