export { createSigner, type Signer } from "./createSigner.ts";
export { recoverSigner } from "./recoverSigner.ts";
