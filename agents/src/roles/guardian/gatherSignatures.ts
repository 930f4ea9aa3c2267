import type { Attestation } from "@sendingnetwork/sdk/actions";
import { type GuardianSlot, getGuardianSet } from "@sendingnetwork/sdk/actions";
import { type Address, concat, type Hex, hexToBytes, numberToHex } from "viem";
import { askSignature, type Proposal } from "../../protocols/attest/index.ts";
import { recoverSigner } from "../../signing/index.ts";
import { ASK_TIMEOUT_MS, LATE_SIGNERS_MS } from "./constants.ts";
import type { GuardianServices } from "./services.ts";

export type Gathered = {
  attestation: Attestation;
  signers: Address[];
  /** Whether two thirds of the stake signed. */
  isQuorum: boolean;
};

/**
 * Asks every Guardian of an epoch to sign a proposal. Resolves when all answered, or a moment after
 * a quorum did: those who sign an input set share the pay, so the slower ones get a chance.
 */
export async function gatherSignatures(
  services: GuardianServices,
  proposal: Proposal,
  own: Hex,
): Promise<Gathered> {
  const { sending, view, node, operator, log, signal } = services;
  const slots = await getGuardianSet(sending, { epoch: proposal.epoch });
  const signatures = new Map<Address, Hex>([[operator, own]]);
  const isQuorum = () => 3n * stakeOf(slots, signatures) >= 2n * stakeOf(slots);
  const enough = Promise.withResolvers<void>();
  const asked = view
    .nodes("guardian", proposal.epoch)
    .filter((guardian) => guardian.operator !== operator)
    .map(async (guardian) => {
      try {
        const options = { signal, timeoutMs: ASK_TIMEOUT_MS };
        const signature = await askSignature(node, guardian, proposal, options);
        const slot = slots.find((entry) => entry.operator === guardian.operator);
        const signer = recoverSigner(hexToBytes(proposal.digest), hexToBytes(signature));
        if (slot === undefined || signer !== slot.signer) throw new TypeError("not its signature");
        signatures.set(guardian.operator, signature);
        if (isQuorum()) setTimeout(enough.resolve, LATE_SIGNERS_MS);
      } catch (error) {
        const { epoch, stage } = proposal;
        const reason = error instanceof Error ? error.message : String(error);
        log.debug({ epoch, stage, guardian: guardian.operator, reason }, "no signature");
      }
    });
  await Promise.race([Promise.all(asked), enough.promise]);
  const signers = slots.map((slot) => slot.operator).filter((name) => signatures.has(name));
  return { attestation: attestationOf(slots, signatures), signers, isQuorum: isQuorum() };
}

function attestationOf(
  slots: readonly GuardianSlot[],
  signatures: ReadonlyMap<Address, Hex>,
): Attestation {
  const signed = slots.map(({ operator }) => signatures.get(operator));
  return {
    guardians: concat(
      slots.flatMap(({ signer, stake }) => [signer, numberToHex(stake, { size: 12 })]),
    ),
    // Unsigned: a set may have 32 Guardians.
    bitmap: signed.reduce((bits, signature, i) => (signature ? (bits | (1 << i)) >>> 0 : bits), 0),
    signatures: concat(signed.filter((signature) => signature !== undefined)),
  };
}

function stakeOf(
  slots: readonly GuardianSlot[],
  among?: { has(operator: Address): boolean },
): bigint {
  return slots.reduce(
    (sum, { operator, stake }) => (among?.has(operator) === false ? sum : sum + stake),
    0n,
  );
}
