export {
  type PreKey,
  type PreKeyBundle,
  type RegisteredDevice,
  signedPreKeyBytes,
  signPreKey,
  validateBundle,
} from "./bundle.ts";
export type { AeadCipher, CryptoProvider } from "./CryptoProvider.ts";
export { createCrypto } from "./createCrypto.ts";
export {
  type Device,
  type GenerateDeviceParameters,
  generateDevice,
  identityOf,
} from "./device.ts";
export { type HkdfParameters, hkdf } from "./hkdf.ts";
export type { DeviceAddress, DeviceIdentity } from "./identity.ts";
export {
  type OpenInitialParameters,
  openInitial,
  preludeBytes,
  type SealInitialParameters,
  type SessionStart,
  sealInitial,
} from "./initial.ts";
export { generateKeyPair, type KeyPair } from "./keyPair.ts";
export { nobleCrypto } from "./nobleCrypto.ts";
export { MAX_PADDED_CONTENT, pad, SIZE_CLASSES, unpad } from "./padding.ts";
export { defaultProfile, type E2eeContext, type Profile } from "./profile.ts";
export * as ratchet from "./ratchet/index.ts";
export type { ResolveDevice } from "./sessions/acceptInitial.ts";
export {
  type Alongside,
  type CreateSessionsParameters,
  createSessions,
  type DecryptedMessage,
  type SessionSummary,
  type Sessions,
} from "./sessions/createSessions.ts";
export { loadDevice, saveDevice } from "./sessions/deviceStore.ts";
export type { RenewPreKeysParameters } from "./sessions/renewPreKeys.ts";
export {
  type EphemeralAgreement,
  initiatorAgreement,
  responderAgreement,
  type SharedSecrets,
  sealingSecret,
  sharedSecrets,
} from "./x3dh.ts";
