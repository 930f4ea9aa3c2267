import type { Address } from "viem";
import { getContractEvents } from "viem/actions";
import { toSendingError } from "../../errors/index.ts";
import { contractAbis, type SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";

/** The WatchDog licences that an account holds, ascending. */
export async function getLicenses(
  client: SendingContext,
  { holder }: { holder: Address },
): Promise<bigint[]> {
  try {
    const transfers = await getContractEvents(client, {
      address: client.deployment.contracts.watchDogLicense,
      abi: contractAbis.watchDogLicense,
      eventName: "Transfer",
      args: { to: holder },
      fromBlock: BigInt(client.deployment.startBlock),
      strict: true,
    });
    const received = [...new Set(transfers.map(({ args }) => args.tokenId))];
    const owners = await Promise.all(
      received.map((license) => readContract(client, "watchDogLicense", "ownerOf", [license])),
    );
    return received
      .filter((_, i) => owners[i]?.toLowerCase() === holder.toLowerCase())
      .sort((a, b) => (a < b ? -1 : 1));
  } catch (error) {
    throw toSendingError(error);
  }
}
