export type {
  Bill,
  Calls,
  CustodyBatch,
  DeleteRequest,
  EpochReport,
  FetchBatch,
  FetchRequest,
  InputSet,
  ItemReceipt,
  Link,
  NodeKeys,
  Report,
  SignedStructs,
  TestResult,
  Voucher,
} from "../generated/eip712.ts";
export { digestBytesOf, digestOf, type StructName } from "./digestOf.ts";
export { type Domain, type DomainName, domainOf, type SigningContext } from "./domainOf.ts";
export { recoverSigner } from "./recoverSigner.ts";
export { typedDataOf } from "./typedDataOf.ts";
