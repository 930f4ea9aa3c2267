// The package's own types name the wrong file for this entry, which loads the group without the
// prover behind "@semaphore-protocol/core" (60 MB).
declare module "@semaphore-protocol/core/group" {
  export { Group } from "@semaphore-protocol/core";
}
