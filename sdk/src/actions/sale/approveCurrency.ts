import { type Abi, encodeFunctionData, erc20Abi, zeroAddress } from "viem";
import { readContract as viemRead } from "viem/actions";
import { toSendingError } from "../../errors/index.ts";
import type { SendingContext } from "../calls/context.ts";
import { exclusive } from "../calls/exclusive.ts";
import { readContract } from "../calls/readContract.ts";
import { accountOf, sendCall, type WriteOptions } from "../calls/sendCall.ts";

export type ApproveCurrencyParameters = WriteOptions & {
  /** In wei of the sale's currency. */
  amount: bigint;
};

/** Lets the sale take `amount` of the ERC-20 it is paid in, if it may not yet; nothing for coins. */
export async function approveCurrency(
  client: SendingContext,
  parameters: ApproveCurrencyParameters,
): Promise<void> {
  const { amount } = parameters;
  const currency = await readContract(client, "licenseSale", "CURRENCY", []);
  if (currency === zeroAddress) return;
  const { address } = accountOf(client, parameters.account);
  const sale = client.deployment.contracts.licenseSale;
  await exclusive(`allowance ${client.deployment.chainId} ${currency} ${address}`, async () => {
    const allowed = await viemRead(client, {
      ...{ address: currency, abi: erc20Abi },
      functionName: "allowance",
      args: [address, sale],
    }).catch((error) => {
      throw toSendingError(error);
    });
    if (allowed >= amount) return;
    const call = { abi: erc20Abi, functionName: "approve", args: [sale, amount] } as const;
    await sendCall(
      client,
      {
        ...call,
        contract: "licenseSale",
        abi: erc20Abi as Abi,
        to: currency,
        data: encodeFunctionData(call),
        value: 0n,
      },
      parameters,
    );
  });
}
