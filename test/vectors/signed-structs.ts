// Writes signed-structs.json: an example of each struct that a contract hashes, and its EIP-712 digest
// as viem computes it. `npx tsx test/vectors/signed-structs.ts`; the contracts check themselves against it.
import { writeFileSync } from "node:fs";
import { type StructName, typedDataOf } from "@sendingnetwork/sdk/typed-data";
import { getAddress, type Hex, hashTypedData, keccak256, toHex } from "viem";

const hash = (label: string): Hex => keccak256(toHex(label));
const account = (label: string) => getAddress(`0x${hash(label).slice(-40)}`);

const deployment = {
  chainId: 31_337,
  contracts: {
    didRegistry: account("DidRegistry"),
    nodeStaking: account("NodeStaking"),
    paymentEscrow: account("PaymentEscrow"),
    epochSettlement: account("EpochSettlement"),
    addressBook: account("AddressBook"),
  },
};

const results = [0, 1, 2].map((i) => ({
  edge: account(`edge ${i}`),
  ok: i !== 1,
  latencyMs: 100 * i,
  evidenceHash: hash(`evidence ${i}`),
}));

const messages = {
  Bill: {
    edge: account("edge"),
    epoch: 7,
    root: hash("root"),
    fee: 2n ** 96n - 1n,
    bytesCarried: 123_456,
    count: 3,
  },
  Report: { epoch: 7, nullifier: BigInt(hash("nullifier")), results, payout: account("payout") },
  ItemReceipt: { guardian: account("guardian"), epoch: 7, kind: 2, itemHash: hash("item") },
  InputSet: { epoch: 7, round: 1, billsRoot: hash("bills"), reportsRoot: hash("reports") },
  EpochReport: {
    epoch: 7,
    round: 2,
    previousHash: hash("previous"),
    inputHash: hash("input"),
    debitsRoot: hash("debits"),
    creditsRoot: hash("credits"),
    edgesRoot: hash("edges"),
    watchdogsRoot: hash("watchdogs"),
    totalDebits: 2n ** 128n - 1n,
    totalCredits: 22n,
    totalBurn: 33n,
    totalWatchdogs: 44n,
    emission: 55n,
    totalWeight: 66n,
    validShares: 77,
    dataHash: hash("data"),
  },
  Link: {
    did: BigInt(account("did")),
    wallet: account("wallet"),
    didNonce: 3,
    walletNonce: 2n,
    deadline: 2n ** 64n,
  },
  Voucher: {
    payer: account("payer"),
    payee: account("edge"),
    epoch: 7,
    fee: 10n ** 18n,
    bytesCarried: 1024,
    seq: 4,
  },
  Bind: {
    unicast: hash("unicast"),
    wallet: account("wallet"),
    operator: account("operator"),
    nonce: 6n,
    deadline: 2n ** 64n,
  },
  NodeKeys: {
    operator: account("operator"),
    role: 1,
    peerId: hash("peer"),
    signer: account("signer"),
    nonce: 5n,
    deadline: 2n ** 64n,
  },
};

const digests = Object.fromEntries(
  Object.entries(messages).map(([name, message]) => {
    const data = typedDataOf(deployment, name as StructName, message as never);
    return [name, hashTypedData(data)];
  }),
);
// Integers as decimal text: JSON numbers end at 2^53.
const text = (_: string, value: unknown) => (typeof value === "bigint" ? `${value}` : value);
const file = new URL("signed-structs.json", import.meta.url);
writeFileSync(file, `${JSON.stringify({ ...deployment, messages, digests }, text, 2)}\n`);
