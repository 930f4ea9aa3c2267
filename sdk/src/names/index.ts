export {
  createNameClient,
  type EthereumParameters,
  type NameClient,
  type NameClientParameters,
} from "./createNameClient.ts";
export { normalizeName } from "./normalizeName.ts";
export { parseName, type SdnName } from "./parseName.ts";
