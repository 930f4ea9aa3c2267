import { SendingError } from "@sendingnetwork/sdk/errors";
import {
  findAccount,
  openWallet,
  type Plan,
  print,
  transact,
  type Wallet,
  type WalletOptions,
} from "../wallet/index.ts";
import { findDid, ownDid } from "./whichDid.ts";

export type RecoverOptions = WalletOptions & { did?: string };
type Result = { did: string } & Record<string, unknown>;
export type OthersOptions = WalletOptions & { did: string };

/** `sdn did recover set` */
export async function runRecoverSet(who: string, options: RecoverOptions): Promise<void> {
  const wallet = await openWallet(options);
  const { client } = wallet;
  const did = await ownDid(wallet, options.did);
  const recovery = who === "nobody" ? null : await findAccount(wallet, who);
  await send(
    wallet,
    { did, recovery },
    {
      title: recovery ? `Let ${recovery} recover an identity` : "Let nobody recover an identity",
      facts: [
        ["identity", did],
        ["until", "it is transferred, or its nonce is raised"],
      ],
      steps: [{ title: "set", call: () => client.setRecovery.call({ did, recovery }) }],
    },
  );
}

/** `sdn did recover start`, by the recovery address */
export async function runRecoverStart(to: string, options: OthersOptions): Promise<void> {
  const wallet = await openWallet(options);
  const { client } = wallet;
  const did = await findDid(wallet, options.did);
  const newHolder = await findAccount(wallet, to);
  await send(
    wallet,
    { did, newHolder },
    {
      title: `Recover an identity to ${newHolder}`,
      facts: [
        ["identity", did],
        ["then", "its holder can object until the delay is over; finish it afterwards"],
      ],
      steps: [{ title: "start", call: () => client.startRecovery.call({ did, newHolder }) }],
    },
  );
}

/** `sdn did recover cancel`, by the controller */
export async function runRecoverCancel(options: RecoverOptions): Promise<void> {
  const wallet = await openWallet(options);
  const { client } = wallet;
  const did = await ownDid(wallet, options.did);
  await send(
    wallet,
    { did },
    {
      title: "Object to the recovery of an identity",
      facts: [
        ["identity", did],
        ["still", "the recovery address may start again; name another with: sdn did recover set"],
      ],
      steps: [{ title: "cancel", call: () => client.cancelRecovery.call({ did }) }],
    },
  );
}

/** `sdn did recover finish`, by anyone */
export async function runRecoverFinish(options: OthersOptions): Promise<void> {
  const wallet = await openWallet(options);
  const { client } = wallet;
  const did = await findDid(wallet, options.did);
  const { recovery } = await client.getDid({ did });
  if (!recovery?.pending) {
    throw new SendingError("No recovery of this identity is under way.", {
      code: "NO_RECOVERY",
      details: did,
    });
  }
  const { newHolder } = recovery.pending;
  await send(
    wallet,
    { did, newHolder },
    {
      title: `Move an identity to ${newHolder}`,
      facts: [
        ["identity", did],
        ["ends", "its links, devices, session keys, attributes and profile"],
      ],
      steps: [{ title: "finish", call: () => client.finishRecovery.call({ did }) }],
    },
  );
}

async function send(wallet: Wallet, result: Result, plan: Plan): Promise<void> {
  const receipts = await transact(wallet, plan);
  if (!receipts) return;
  const { recovery } = await wallet.client.getDid({ did: result.did });
  const pending = recovery?.pending;
  const when = pending && `to finish from ${new Date(pending.readyAt * 1000).toISOString()} on`;
  print(wallet, { ...result, readyAt: pending?.readyAt ?? null }, when ?? "done");
}
