import { join } from "node:path";
import { createSendingClient } from "@sendingnetwork/sdk";
import { SendingError } from "@sendingnetwork/sdk/errors";
import { createMessenger } from "@sendingnetwork/sdk/messaging";
import { createNetworkView } from "@sendingnetwork/sdk/network";
import { createClientNode } from "@sendingnetwork/sdk/node";
import { sqliteStore } from "@sendingnetwork/sdk/store/sqlite";
import { privateKeyToAccount } from "viem/accounts";
import { createChain } from "../chain/index.ts";
import { loadDeployment } from "../config/index.ts";
import { readNetworkFile } from "../local/networkFile.ts";
import { createProfile, lockProfile, readProfile } from "../wallet/profile.ts";
import { converse } from "./converse.ts";
import { ensureIdentity } from "./identity.ts";
import { openInput } from "./input.ts";
import { type ChatOutput, jsonOutput, plainOutput, terminalOutput } from "./output.ts";
import { awaitDevice, findRecipient } from "./recipient.ts";
import { tell } from "./tell.ts";

export interface ChatOptions {
  as: string;
  to?: string;
  prepare?: boolean;
  linger: string;
  network?: string;
  json?: boolean;
}

function lingerMs({ linger }: ChatOptions): number {
  const seconds = Number(linger);
  if (Number.isFinite(seconds) && seconds >= 0) return seconds * 1000;
  throw new SendingError(`--linger must be a number of seconds, not "${linger}".`, {
    code: "CONFIG_LINGER",
  });
}

/** `sdn chat`: opens the profile, joins the network, and carries lines both ways until the end. */
export async function runChat(options: ChatOptions): Promise<void> {
  const linger = lingerMs(options);
  if (!options.to && !options.prepare) {
    throw new SendingError("Nobody to talk to was named.", {
      code: "CONFIG_TO",
      hint: "Add --to <profile, DID or wallet address>, or --prepare to only create the identity.",
    });
  }
  const ending = new AbortController();
  const end = () => ending.abort();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, end);

  const isTerminal = Boolean(process.stdin.isTTY && process.stdout.isTTY && !options.json);
  const input = options.prepare ? undefined : openInput(isTerminal, end);
  const show: ChatOutput = options.json
    ? jsonOutput
    : isTerminal
      ? terminalOutput(options.to ?? "", () => input?.prompt())
      : plainOutput;
  const say = (text: string) => process.stderr.write(`${text}\n`);

  const network = readNetworkFile(options.network);
  const deployment = loadDeployment(network.deployment);
  const users = join(network.data, "users");
  const profile = readProfile(users, options.as) ?? createProfile(users, options.as);
  const undo: (() => void | Promise<void>)[] = [lockProfile(profile)];
  try {
    const account = privateKeyToAccount(profile.walletKey);
    const client = createSendingClient({ rpc: network.rpc, deployment, account });
    const chain = createChain({ rpc: network.rpc, chainId: deployment.chainId });
    const view = createNetworkView({ client: chain.public, deployment });
    undo.push(() => view.stop());
    await view.start(ending.signal);
    const store = sqliteStore(join(profile.folder, "store.sqlite"));
    undo.push(() => store.close());
    const wallet = account.address;
    const { did, device } = await ensureIdentity({
      client,
      network,
      wallet,
      profile,
      store,
      say,
    });

    const node = await createClientNode();
    undo.push(() => node.stop());
    const paying = (await client.getDeposit({ payer: wallet })) > 0n;
    const messenger = await createMessenger({
      node,
      view,
      store,
      device,
      ...(paying && { payer: wallet, voucherSigner: account }),
    });
    undo.push(() => messenger.close());
    messenger.on("problem", (error) => show({ type: "problem", message: tell(error) }));
    messenger.on("identityChanged", ({ did: changed }) => {
      const message = `${changed} has changed: it may belong to somebody else now.`;
      show({ type: "problem", message });
    });
    messenger.on("paid", ({ edge, epoch, fee, bytes }) =>
      show({ type: "paid", edge, epoch, fee: `${fee}`, bytes }),
    );
    await messenger.start(ending.signal);
    show({ type: "ready", did, wallet, deviceId: device.deviceId });

    if (input && options.to) {
      const to = await findRecipient(client, users, options.to);
      await awaitDevice(view, to, say, ending.signal);
      await converse({
        messenger,
        clock: view.clock,
        input,
        to,
        show,
        linger,
        signal: ending.signal,
      });
    }
  } catch (error) {
    if (!ending.signal.aborted) {
      if (options.json) show({ type: "problem", message: tell(error) });
      throw error;
    }
  } finally {
    input?.close();
    for (const step of undo.reverse()) await step();
    for (const name of ["SIGINT", "SIGTERM"] as const) process.off(name, end);
  }
}
