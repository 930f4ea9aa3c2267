import type { Promised, PromiseStore } from "@sendingnetwork/sdk/relay";
import type { Store } from "@sendingnetwork/sdk/store";
import type { Address } from "viem";

const NAMESPACE = "chat/promises";

/** What the wallet has promised each Edge, kept with the profile; `onPromise` hears of every step. */
export function storedPromises(
  store: Store,
  onPromise: (payee: Address, epoch: number, promised: Promised) => void,
): PromiseStore {
  const key = (payee: Address, epoch: number) => `${payee.toLowerCase()}/${epoch}`;
  return {
    async load(payee, epoch) {
      const value = await store.get(NAMESPACE, key(payee, epoch));
      if (!value) return undefined;
      const { bytes, fee, seq } = JSON.parse(new TextDecoder().decode(value));
      return { bytes, fee: BigInt(fee), seq };
    },
    async save(payee, epoch, promised) {
      const text = JSON.stringify({ ...promised, fee: `${promised.fee}` });
      const value = new TextEncoder().encode(text);
      const old = (await store.list(NAMESPACE, `${payee.toLowerCase()}/`)).filter(
        (entry) => entry.key !== key(payee, epoch),
      );
      await store.batch([
        { type: "put", namespace: NAMESPACE, key: key(payee, epoch), value },
        ...old.map((entry) => ({ type: "delete" as const, namespace: NAMESPACE, key: entry.key })),
      ]);
      onPromise(payee, epoch, promised);
    },
  };
}
