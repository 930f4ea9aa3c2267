import { type Address, bytesToHex, type Hex } from "viem";
import { getBlock } from "viem/actions";
import { SendingError, toSendingError } from "../../errors/index.ts";
import type { SendingContext } from "../calls/context.ts";
import { readContract } from "../calls/readContract.ts";
import type { Written } from "../calls/sendCall.ts";
import { commitName } from "./commitName.ts";
import { getNameCommitment } from "./getNameCommitment.ts";
import { type RegistrationParameters, registrationOf } from "./registration.ts";
import { revealName } from "./revealName.ts";

export type RegistrationProgress =
  /** The first transaction leaves. Keep `secret` now to be able to go on after a restart. */
  | { step: "committing"; secret: Hex }
  /** The second transaction is possible from a block of `usableAt` (Unix seconds) on. */
  | { step: "waiting"; secret: Hex; usableAt: number; seconds: number }
  | { step: "registering"; secret: Hex };

export type RegisterNameParameters = Omit<RegistrationParameters, "secret"> & {
  /** Of an earlier attempt with the same parameters, to go on with it. Random by default. */
  secret?: Hex | undefined;
  onProgress?: ((progress: RegistrationProgress) => void) | undefined;
};
export type RegisterNameReturnType = Written & {
  name: string;
  node: Hex;
  holder: Address;
  /** Unix seconds. */
  expiry: number;
  /** In wei. */
  price: bigint;
};

/**
 * Registers a name under .sdn: commits, waits for the network's `nameCommitDelay`, and registers. With
 * the `secret` of an attempt that was cut off it goes on where that one ended. Throws INVALID_NAME,
 * INVALID_DURATION, INVALID_RECORD, NAME_TAKEN before any transaction.
 */
export async function registerName(
  client: SendingContext,
  parameters: RegisterNameParameters,
): Promise<RegisterNameReturnType> {
  const { signal, onProgress } = parameters;
  const secret = parameters.secret ?? bytesToHex(crypto.getRandomValues(new Uint8Array(32)));
  const given = { ...parameters, secret };
  const registration = registrationOf(client, given);
  await requireAvailable(client, registration.label);
  const before = await getNameCommitment(client, given);
  if (!before.usable || before.usable.until < (await chainTime(client))) {
    onProgress?.({ step: "committing", secret });
    await commitName(client, given);
  }
  const { usable } = await getNameCommitment(client, given);
  const usableAt = usable?.from ?? 0;
  for (;;) {
    signal?.throwIfAborted();
    const seconds = usableAt - (await chainTime(client));
    if (seconds <= 0) break;
    onProgress?.({ step: "waiting", secret, usableAt, seconds });
    await new Promise((resolve) => setTimeout(resolve, client.pollingInterval));
  }
  onProgress?.({ step: "registering", secret });
  return revealName(client, given);
}

async function requireAvailable(client: SendingContext, label: string): Promise<void> {
  if (await readContract(client, "nameRegistrar", "available", [label])) return;
  throw new SendingError("The name is taken.", {
    code: "NAME_TAKEN",
    details: `${label}.sdn`,
    hint: "Choose another one, or ask its holder (getName).",
  });
}

async function chainTime(client: SendingContext): Promise<number> {
  try {
    return Number((await getBlock(client)).timestamp);
  } catch (error) {
    throw toSendingError(error);
  }
}
