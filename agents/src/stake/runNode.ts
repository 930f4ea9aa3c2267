import { SendingError } from "@sendingnetwork/sdk/errors";
import { openWallet, print, transact, type WalletOptions } from "../wallet/index.ts";
import { percentText } from "./values.ts";

/** `sdn stake rejoin` */
export async function runRejoin(options: WalletOptions): Promise<void> {
  const wallet = await openWallet(options);
  const receipts = await transact(wallet, {
    title: "Bring your benched or jailed node back",
    facts: [["counts", "from the next epoch (Guardians: after their delay)"]],
    steps: [{ title: "rejoin", call: () => wallet.client.rejoinNode.call() }],
  });
  if (receipts) print(wallet, { operator: wallet.account.address }, "done");
}

/** `sdn stake commission` */
export async function runCommission(percent: string, options: WalletOptions): Promise<void> {
  const commissionBps = Math.round(Number(percent) * 100);
  if (!(commissionBps >= 0 && commissionBps <= 5_000)) {
    throw new SendingError(`"${percent}" cannot be a commission.`, {
      code: "CONFIG_COMMISSION",
      hint: "Give a percentage from 0 to 50.",
    });
  }
  const wallet = await openWallet(options);
  const receipts = await transact(wallet, {
    title: `Keep ${percentText(commissionBps)} of what stake delegated to you earns`,
    facts: [["acts", "a raise after unbonding, so that delegators can leave; a cut at once"]],
    steps: [{ title: "set it", call: () => wallet.client.setCommission.call({ commissionBps }) }],
  });
  if (receipts) print(wallet, { commissionBps }, "done");
}
