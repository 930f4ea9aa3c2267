import type { Account, Address } from "viem";
import { parseAccount } from "viem/accounts";
import { SendingError } from "../../errors/index.ts";
import { contractCall } from "../calls/contractCall.ts";
import { defineWrite } from "../calls/defineWrite.ts";
import { eventOf } from "../calls/eventOf.ts";
import { accountOf, type WriteOptions } from "../calls/sendCall.ts";
import { getNode } from "./getNode.ts";
import { type PeerSigner, signNodeKeys } from "./signNodeKeys.ts";

export type RotateKeysParameters = WriteOptions & {
  /** New hot key that signs receipts and bills. */
  signer: Account | Address;
  /** New key behind the node's peer id. */
  peer: PeerSigner;
};

/**
 * Gives the sender's node new keys, which both sign; they act from epoch `activeFrom`, the old ones until
 * then. Throws NO_NODE; reverts: KeyInUse.
 */
export const rotateKeys = defineWrite(
  async (client, parameters: RotateKeysParameters) => {
    const { peer } = parameters;
    const operator = accountOf(client, parameters.account).address;
    const signer = parseAccount(parameters.signer);
    const node = await getNode(client, { operator });
    if (!node) {
      throw new SendingError("The account operates no node.", {
        code: "NO_NODE",
        details: operator,
        hint: "Register one first (registerNode).",
      });
    }
    const signed = await signNodeKeys(client, { operator, role: node.role, peer, signer });
    const { keys, signerSignature, peerSignature } = signed;
    return contractCall(client, {
      contract: "nodeStaking",
      functionName: "rotateKeys",
      args: [keys.peerId, keys.signer, keys.deadline, signerSignature, peerSignature],
    });
  },
  (client, receipt) => {
    const { from } = eventOf(client, receipt, "nodeStaking", "KeysRotated");
    return { activeFrom: Number(from) };
  },
);
