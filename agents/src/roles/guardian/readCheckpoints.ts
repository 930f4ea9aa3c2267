import { getGuardianSet, getSettlementBounds } from "@sendingnetwork/sdk/actions";
import { SendingError } from "@sendingnetwork/sdk/errors";
import type { NetworkView } from "@sendingnetwork/sdk/network";
import { digestOf } from "@sendingnetwork/sdk/typed-data";
import { type Address, type Hex, zeroHash } from "viem";
import type { BillItem, Checkpoints } from "../../settlement/index.ts";
import type { GuardianServices } from "./services.ts";

/** What the last report before an epoch left behind; both zero hashes before the first. */
export function reportBefore(
  view: Pick<NetworkView, "settlement">,
  epoch: number,
): { hash: Hex; dataHash: Hex } {
  for (let before = epoch - 1; before >= 0; before--) {
    const { reported } = view.settlement(before);
    if (reported !== undefined) {
      return { hash: reported.reportHash, dataHash: reported.report.dataHash };
    }
  }
  return { hash: zeroHash, dataHash: zeroHash };
}

/**
 * Reads what the chain says about an epoch whose inputs are recorded. Deposits count up to the block
 * that fixed the bills; all else is the state of the epoch itself, which never changes.
 */
export async function readCheckpoints(
  { view, sending, deployment }: Pick<GuardianServices, "view" | "sending" | "deployment">,
  epoch: number,
  bills: readonly BillItem[],
): Promise<Checkpoints> {
  const { bills: recorded, inputs } = view.settlement(epoch);
  const fixed = view.settlementBounds(epoch);
  if (recorded === undefined || inputs === undefined || fixed === undefined) {
    throw new SendingError("The epoch's inputs are not on chain.", {
      code: "INPUTS_MISSING",
      details: `epoch ${epoch}`,
    });
  }
  const [bounds, guardians] = await Promise.all([
    getSettlementBounds(sending, { epoch }),
    getGuardianSet(sending, { epoch }),
  ]);
  const { epochLength, scoreReports, downReports } = deployment.schedule;
  const { billsRoot, reportsRoot, round } = inputs;
  const edges = view.nodes("edge", epoch).map(({ operator, stake }) => ({ edge: operator, stake }));
  const inputSigners = guardians
    .filter((_, slot) => (inputs.signers >>> slot) & 1)
    .map(({ operator, stake }) => ({ guardian: operator, stake }));
  const operators = [...edges.map((it) => it.edge), ...inputSigners.map((it) => it.guardian)];
  return {
    epochLength,
    scoreReports,
    downReports,
    edges,
    inputSigners,
    delegations: operators.flatMap((operator) => {
      const { commissionBps, delegations: delegators } = view.delegations(operator, epoch);
      return delegators.length === 0 ? [] : [{ operator, commissionBps, delegators }];
    }),
    payers: view
      .payers()
      .map((payer) => ({ payer, deposit: view.deposit(payer, recorded.blockNumber) }))
      .filter(({ deposit }) => deposit > 0n),
    voucherKeys: voucherKeysOf(view, epoch, bills),
    schedule: bounds,
    ...fixed,
    previousHash: reportBefore(view, epoch).hash,
    inputHash: digestOf(deployment, "InputSet", { epoch, round, billsRoot, reportsRoot }),
  };
}

/** The registered keys that signed vouchers in these bills. */
function voucherKeysOf(
  view: Pick<NetworkView, "voucherSigner">,
  epoch: number,
  bills: readonly BillItem[],
): Checkpoints["voucherKeys"] {
  const keys = new Map<string, { payer: Address; key: Address; cap: bigint }>();
  for (const { payer, signer } of bills.flatMap(({ vouchers }) => vouchers)) {
    const cap = signer === payer ? undefined : view.voucherSigner(payer, signer, epoch)?.cap;
    if (cap !== undefined) keys.set(payer + signer, { payer, key: signer, cap });
  }
  return [...keys.values()];
}
