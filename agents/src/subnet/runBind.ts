import { openWallet, print, transact, type WalletOptions } from "../wallet/index.ts";
import { consenting, short, unicastFrom } from "./words.ts";

/** `sdn subnet bind`: the operator sends, the wallet consents with its key. */
export async function runBind(
  address: string,
  whose: string,
  options: WalletOptions,
): Promise<void> {
  const wallet = await openWallet(options);
  const { client } = wallet;
  const unicast = unicastFrom(address);
  const bound = consenting(wallet, whose);
  const { segment, wallet: former } = await client.whois({ unicast });
  const earlier = await client.getBinding({ wallet: bound.address });
  const receipts = await transact(wallet, {
    title: `Bind the wallet ${bound.address} to an address`,
    facts: [
      ["address", unicast],
      ["segment", segment ? short(segment) : "none"],
      ...(former ? [["replaces", `the wallet ${former}`] as const] : []),
      ...(earlier ? [["replaces", `the wallet's address ${earlier}`] as const] : []),
    ],
    steps: [{ title: "bind", call: () => client.bindAddress.call({ unicast, wallet: bound }) }],
  });
  if (receipts) {
    print(wallet, { unicast, wallet: bound.address, segment }, `${unicast} ${bound.address}`);
  }
}

/** `sdn subnet unbind`, by the operator or the wallet */
export async function runUnbind(address: string, options: WalletOptions): Promise<void> {
  const wallet = await openWallet(options);
  const { client } = wallet;
  const unicast = unicastFrom(address);
  const { wallet: bound } = await client.whois({ unicast });
  const receipts = await transact(wallet, {
    title: `Unbind ${bound ?? "nobody"} from an address`,
    facts: [["address", unicast]],
    steps: [{ title: "unbind", call: () => client.unbindAddress.call({ unicast }) }],
  });
  if (receipts) print(wallet, { unicast, wallet: bound }, unicast);
}
