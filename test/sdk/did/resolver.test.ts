import { base58 } from "@scure/base";
import { Resolver } from "did-resolver";
import { bytesToHex, type Hex } from "viem";
import { getBlock } from "viem/actions";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatDid } from "../../../sdk/src/actions/index.ts";
import type { SendingClient } from "../../../sdk/src/client.ts";
import { getResolver } from "../../../sdk/src/did/index.ts";
import { startChain, type TestChain } from "../../support/chain.ts";

let chain: TestChain;
let client: SendingClient;
let resolver: Resolver;
beforeAll(async () => {
  chain = await startChain();
  client = chain.client(chain.account(1));
  resolver = new Resolver(getResolver(chain.client()));
});
afterAll(() => chain?.stop());

const random = (): Hex => bytesToHex(crypto.getRandomValues(new Uint8Array(32)));
const DAY = 86_400;

describe("did:sdn", () => {
  it("resolves to a document of all that hangs on the DID", async () => {
    const { did } = await client.createDid();
    const [holder, wallet] = [chain.account(1), chain.account(2)];
    const device = { deviceId: random(), identityKey: random(), signingKey: random() };
    const session = chain.account(3).address;
    const expiry = Number((await getBlock(client)).timestamp) + DAY;
    const endpoint = "https://edge.example.org/";
    await client.sendBatch({
      calls: [
        await client.linkWallet.call({ did, wallet }),
        await client.addDevice.call({ did, ...device }),
        await client.authorizeSessionKey.call({ did, key: session, scope: 1, expiry }),
        await client.setAttribute.call({ did, name: "did/svc/Messages", value: endpoint }),
        await client.setAttribute.call({ did, name: "did/svc/Json", value: '{"uri":"a:b"}' }),
        // Neither of these is a service.
        await client.setAttribute.call({ did, name: "did/svc/Bad", value: "no URL" }),
        await client.setAttribute.call({ did, name: "avatar", value: "ipfs://x" }),
      ],
    });
    const account = (name: string, address: string) => ({
      id: `${did}#${name}`,
      type: "EcdsaSecp256k1RecoveryMethod2020",
      controller: did,
      blockchainAccountId: `eip155:31337:${address}`,
    });
    const walletId = `wallet-${wallet.address.toLowerCase()}`;
    const sessionId = `session-${session.toLowerCase()}`;
    const deviceId = `device-${device.deviceId.slice(2)}`;

    const result = await resolver.resolve(did);
    expect(result.didResolutionMetadata).toEqual({ contentType: "application/did+ld+json" });
    expect(result.didDocument).toMatchObject({
      "@context": expect.arrayContaining(["https://www.w3.org/ns/did/v1"]),
      id: did,
      authentication: [
        `${did}#controller`,
        `${did}#${walletId}`,
        `${did}#${sessionId}`,
        `${did}#${deviceId}-signing`,
      ],
      assertionMethod: [`${did}#controller`, `${did}#${walletId}`, `${did}#${deviceId}-signing`],
      keyAgreement: [`${did}#${deviceId}-agreement`],
      capabilityInvocation: [`${did}#controller`],
      service: [
        { type: "Messages", serviceEndpoint: endpoint },
        { type: "Json", serviceEndpoint: { uri: "a:b" } },
      ],
    });
    const methods = result.didDocument?.verificationMethod ?? [];
    expect(methods.slice(0, 3)).toEqual([
      account("controller", holder.address),
      account(walletId, wallet.address),
      account(sessionId, session),
    ]);
    expect(methods.slice(3).map(({ type }) => type)).toEqual(["Multikey", "Multikey"]);
    // Multicodec: 0xed is an Ed25519 public key, 0xec an X25519 one.
    expect(multikey(methods[3]?.publicKeyMultibase)).toBe(`0xed01${device.signingKey.slice(2)}`);
    expect(multikey(methods[4]?.publicKeyMultibase)).toBe(`0xec01${device.identityKey.slice(2)}`);
  });

  it("forgets what was taken back, has run out, or belongs to an earlier nonce", async () => {
    const { did } = await client.createDid();
    const wallet = chain.account(2);
    const device = { deviceId: random(), identityKey: random(), signingKey: random() };
    const [kept, brief] = ["https://kept.example/", "https://brief.example/"];
    const name = "did/svc/Messages";
    const expiry = Number((await getBlock(client)).timestamp) + 2 * DAY;
    const key = chain.account(3).address;
    await client.linkWallet({ did, wallet });
    await client.addDevice({ did, ...device });
    await client.setAttribute({ did, name, value: "https://gone.example/" });
    await client.setAttribute({ did, name, value: brief, validity: 5 });
    await client.setAttribute({ did, name, value: kept });
    await client.revokeAttribute({ did, name, value: "https://gone.example/" });
    await client.unlinkWallet({ did, wallet: wallet.address });
    await client.removeDevice({ did, deviceId: device.deviceId });
    await client.authorizeSessionKey({ did, key, scope: 3, expiry });
    await client.revokeSessionKey({ did, key });
    await chain.pass(10);
    const { didDocument } = await client.resolveDid({ did });
    expect(didDocument?.verificationMethod).toHaveLength(1);
    expect(didDocument?.service).toMatchObject([{ serviceEndpoint: kept }]);

    await client.bumpNonce({ did });
    expect((await resolver.resolve(did)).didDocument?.service).toEqual([]);
  });

  it("resolves earlier versions by their block", async () => {
    const created = await client.createDid();
    const { did } = created;
    const { receipt } = await client.linkWallet({ did, wallet: chain.account(2) });
    const bumped = await client.bumpNonce({ did });
    const at = async (block: bigint) => resolver.resolve(`${did}?versionId=${block}`);

    const linked = await at(receipt.blockNumber);
    expect(linked.didDocument?.verificationMethod).toHaveLength(2);
    expect(linked.didDocumentMetadata).toMatchObject({
      versionId: String(receipt.blockNumber),
      nextVersionId: String(bumped.receipt.blockNumber),
      updated: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    });
    const first = await at(receipt.blockNumber - 1n);
    expect(first.didDocument?.verificationMethod).toHaveLength(1);
    const now = await at(bumped.receipt.blockNumber + 1_000n);
    expect(now.didDocumentMetadata).not.toHaveProperty("nextVersionId");
    expect(now.didDocumentMetadata).not.toHaveProperty("deactivated");
    const before = await at(created.receipt.blockNumber - 1n);
    expect(before.didResolutionMetadata.error).toBe("notFound");
  });

  it("answers with the standard's errors", async () => {
    const errorOf = async (did: string, options = {}) => {
      const { didDocument, didResolutionMetadata } = await resolver.resolve(did, options);
      expect(didDocument).toBeNull();
      return didResolutionMetadata.error;
    };
    const { did } = await client.createDid();
    expect(await errorOf("did:sdn:31337:xyz")).toBe("invalidDid");
    expect(await errorOf("nonsense")).toBe("invalidDid");
    expect(await errorOf(formatDid(31_337, 5n))).toBe("notFound");
    expect(await errorOf(formatDid(1, 5n))).toBe("notFound");
    expect(await errorOf("did:other:1")).toBe("unsupportedDidMethod");
    expect(await errorOf(`${did}?versionId=x`)).toBe("invalidDidUrl");
    expect(await errorOf(`${did}?versionTime=2026-01-01T00:00:00Z`)).toBe("invalidDidUrl");
    expect(await errorOf(did, { accept: "text/html" })).toBe("representationNotSupported");
    const plain = await resolver.resolve(did, { accept: "application/did+json" });
    expect(plain.didDocument).not.toHaveProperty("@context");
  });
});

function multikey(text = ""): Hex {
  expect(text[0]).toBe("z");
  return bytesToHex(base58.decode(text.slice(1)));
}
