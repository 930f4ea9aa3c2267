import type { Address } from "viem";
import { max, min, sum } from "./amounts.ts";
import { SURETY_PARTS } from "./constants.ts";
import { groupBy } from "./groupBy.ts";
import { maxMinShare } from "./maxMinShare.ts";
import { sortedBy } from "./order.ts";
import type { BilledVoucher, BillItem, Checkpoints, SettlementState } from "./types.ts";

/** Wei that a payer loses in an epoch. */
export interface Charge {
  payer: Address;
  /** Who collects it; undefined for forfeited surety, which is burned. */
  edge: Address | undefined;
  /** The voucher key that it went through; undefined when the payer signed itself. */
  key: Address | undefined;
  amount: bigint;
}

/** Name of one payer's voucher key. */
export function keyOf(payer: Address, key: Address): string {
  return `${payer}${key}`;
}

/**
 * Charges payers for the vouchers in `bills`. First each voucher key is held to its cap. Then a payer
 * can spend its deposit but for a tenth, its surety; who promised more pays everybody a max-min share
 * of what it can spend and forfeits the surety.
 * @returns Charges above zero; together never more than a payer's deposit less what it spent before.
 */
export function chargePayers(
  bills: readonly BillItem[],
  { payers, voucherKeys }: Pick<Checkpoints, "payers" | "voucherKeys">,
  previous: Pick<SettlementState, "debits" | "keys">,
): Charge[] {
  const caps = remainingCaps(voucherKeys, previous.keys);
  const spent = new Map(previous.debits.map(({ account, amount }) => [account, amount]));
  const byPayer = groupBy(
    sortedBy(
      bills.flatMap((bill) => bill.vouchers),
      ({ payer, payee }) => payer + payee,
    ),
    ({ payer }) => payer,
  );
  const deposits = new Map(payers.map(({ payer, deposit }) => [payer, deposit]));
  return [...byPayer].flatMap(([payer, vouchers]) => {
    const deposit = deposits.get(payer) ?? 0n;
    const left = max(0n, deposit - (spent.get(payer) ?? 0n));
    return chargePayer(payer, vouchers, { deposit, left, caps });
  });
}

function chargePayer(
  payer: Address,
  vouchers: readonly BilledVoucher[],
  funds: { deposit: bigint; left: bigint; caps: ReadonlyMap<string, bigint> },
): Charge[] {
  const wants = allowedByKeys(payer, vouchers, funds.caps);
  const surety = min(funds.deposit / SURETY_PARTS, funds.left);
  const spendable = funds.left - surety;
  const shares = maxMinShare(wants, spendable);
  const charges: Charge[] = vouchers.map(({ payee, signer }) => ({
    payer,
    edge: payee,
    key: signer === payer ? undefined : signer,
    amount: shares.get(payee) ?? 0n,
  }));
  const forfeited = sum(wants.values()) > spendable ? surety : 0n;
  charges.push({ payer, edge: undefined, key: undefined, amount: forfeited });
  return charges.filter(({ amount }) => amount > 0n);
}

/** Wanted fees by payee, after the cap of each key that signed for the payer. */
function allowedByKeys(
  payer: Address,
  vouchers: readonly BilledVoucher[],
  caps: ReadonlyMap<string, bigint>,
): Map<string, bigint> {
  const wants = new Map<string, bigint>();
  for (const [signer, group] of groupBy(vouchers, (item) => item.signer)) {
    const fees = new Map(group.map(({ payee, fee }) => [payee as string, fee]));
    const allowed = signer === payer ? sum(fees.values()) : (caps.get(keyOf(payer, signer)) ?? 0n);
    for (const [payee, fee] of maxMinShare(fees, allowed)) wants.set(payee, fee);
  }
  return wants;
}

function remainingCaps(
  voucherKeys: Checkpoints["voucherKeys"],
  before: SettlementState["keys"],
): Map<string, bigint> {
  const used = new Map(before.map(({ payer, key, spent }) => [keyOf(payer, key), spent]));
  return new Map(
    voucherKeys.map(({ payer, key, cap }) => {
      const name = keyOf(payer, key);
      return [name, max(0n, cap - (used.get(name) ?? 0n))];
    }),
  );
}
