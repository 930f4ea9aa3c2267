import { type Account, type Address, isAddressEqual } from "viem";
import { parseAccount } from "viem/accounts";
import { getBlock, signTypedData } from "viem/actions";
import { formatUnicast, parseUnicast } from "../../addresses/index.ts";
import { toSendingError } from "../../errors/index.ts";
import { typedDataOf } from "../../typed-data/index.ts";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import { readContract } from "../calls/readContract.ts";
import { accountOf, type WriteOptions } from "../calls/sendCall.ts";
import { textOf } from "./segments.ts";

const CONSENT_SECONDS = 3_600n;

export type BindAddressParameters = WriteOptions & {
  /** `sdn1...` or 32 bytes in hex. */
  unicast: string;
  /** Signs its consent, unless it is the sender. An address when the client's provider holds its key. */
  wallet: Account | Address;
};

/**
 * Puts a wallet at a unicast address, in place of what both had; sent by who operates the address. The
 * binding ends with the operator's tenancy. Throws INVALID_ADDRESS. Reverts: NotOperated, NotOperator,
 * InvalidSignature.
 */
export const bindAddress = defineWrite(
  async (client, parameters: BindAddressParameters) => {
    const operator = accountOf(client, parameters.account).address;
    const wallet = parseAccount(parameters.wallet);
    const unicast = parseUnicast(parameters.unicast);
    const call = (deadline: bigint, signature: `0x${string}`) =>
      contractCall(client, {
        contract: "addressBook",
        functionName: "bind",
        args: [unicast, wallet.address, deadline, signature],
      });
    if (isAddressEqual(wallet.address, operator)) return call(0n, "0x");
    const nonce = await readContract(client, "addressBook", "bindNonce", [wallet.address]);
    try {
      const deadline = (await getBlock(client)).timestamp + CONSENT_SECONDS;
      const message = { unicast, wallet: wallet.address, operator, nonce, deadline };
      const typed = typedDataOf(client.deployment, "Bind", message);
      return call(deadline, await signTypedData(client, { ...typed, account: wallet }));
    } catch (error) {
      throw toSendingError(error);
    }
  },
  (client, receipt) => {
    const bound = eventOf(client, receipt, "addressBook", "AddressBound");
    const { wallet, operator } = bound;
    return {
      ...{ unicast: formatUnicast(bound.unicast), wallet, operator },
      segment: textOf(bound.segment),
    };
  },
);
