import type { SendingClient } from "@sendingnetwork/sdk";
import { type Did, formatDid } from "@sendingnetwork/sdk/actions";
import {
  createCrypto,
  type Device,
  generateDevice,
  loadDevice,
  saveDevice,
} from "@sendingnetwork/sdk/e2ee";
import { ContractError } from "@sendingnetwork/sdk/errors";
import type { Store } from "@sendingnetwork/sdk/store";
import {
  type Address,
  bytesToHex,
  encodeAbiParameters,
  type Hex,
  keccak256,
  parseEther,
} from "viem";
import { DEVELOPMENT_CHAIN } from "../local/developer.ts";
import { faucet } from "../local/faucet.ts";
import type { Profile } from "../wallet/profile.ts";

/** What a newcomer gets on a local network. */
const GRANT = { ether: parseEther("1"), send: parseEther("1000") };
/** SEND behind the newcomer's vouchers. */
const DEPOSIT = parseEther("100");

/** Token id of the DID that a profile's wallet has or will have (DidRegistry.didOf). */
export function didOf(client: SendingClient, wallet: Address, salt: Hex): Did {
  const { chainId, contracts } = client.deployment;
  const types = ["uint256", "address", "address", "bytes32"].map((type) => ({ type }));
  const values = [BigInt(chainId), contracts.didRegistry, wallet, salt];
  const hash = BigInt(keccak256(encodeAbiParameters(types, values)));
  return formatDid(chainId, hash & ((1n << 160n) - 1n));
}

/**
 * Everything that a user needs to talk, made where it is missing: fees and SEND (on a local network),
 * a DID, its link to the wallet, this device on chain, a deposit that pays Edges.
 * @param say hears what is being done
 */
export async function ensureIdentity(parameters: {
  client: SendingClient;
  network: { rpc: string; data: string };
  wallet: Address;
  profile: Profile;
  store: Store;
  say: (text: string) => void;
}): Promise<{ did: Did; device: Device }> {
  const { client, network, wallet, profile, store, say } = parameters;
  const { deployment } = client;
  const isLocal = deployment.chainId === DEVELOPMENT_CHAIN;
  if (isLocal && (await client.getBalance({ address: wallet })) === 0n) {
    say("getting coins and SEND from the local faucet");
    await faucet({ ...network, deployment }, [{ to: wallet, ...GRANT }]);
  }

  const did = didOf(client, wallet, profile.didSalt);
  const exists = await client.getDid({ did }).then(
    () => true,
    (error: unknown) => {
      if (error instanceof ContractError && error.errorName === "ERC721NonexistentToken")
        return false;
      throw error;
    },
  );
  if (!exists) {
    say("creating an identity");
    await client.createDid({ salt: profile.didSalt });
  }
  const device = (await loadDevice(store)) ?? (await drawDevice(did, profile, store));
  const registered = await client.getDevice({ did, deviceId: device.deviceId });

  const steps: Promise<unknown>[] = [];
  if (!(await client.isLinked({ did, wallet }))) {
    say("linking the wallet");
    const account = client.account;
    if (account) steps.push(client.linkWallet({ did, wallet: account }));
  }
  if (registered.state === "none") {
    say("registering this device");
    const identityKey = bytesToHex(device.identity.public);
    const signingKey = bytesToHex(device.signing.public);
    const { deviceId } = device;
    steps.push(client.addDevice({ did, deviceId, identityKey, signingKey }));
  }
  if ((await client.getDeposit({ payer: wallet })) === 0n) {
    const balance = await client.getSendBalance({ account: wallet });
    if (balance >= DEPOSIT) {
      say("putting 100 SEND behind vouchers");
      steps.push(client.deposit({ amount: DEPOSIT }));
    }
  }
  await Promise.all(steps);
  return { did, device };
}

/** Keys are stored before they are registered: a device whose keys are lost could never be used. */
async function drawDevice(did: Did, { deviceId }: Profile, store: Store): Promise<Device> {
  const id: Hex = `0x${did.slice(-40)}`;
  const device = generateDevice(await createCrypto(), { did: id, didNonce: 0, deviceId });
  await saveDevice(store, device);
  return device;
}
