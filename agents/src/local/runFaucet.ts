import { SendingError } from "@sendingnetwork/sdk/errors";
import { isAddress, parseEther } from "viem";
import { loadDeployment } from "../config/index.ts";
import { faucet } from "./faucet.ts";
import { readNetworkFile } from "./networkFile.ts";

interface FaucetOptions {
  to: string;
  send: string;
  ether: string;
  network?: string;
  json?: boolean;
}

function amount(flag: string, text: string): bigint {
  if (!/^\d+(\.\d{1,18})?$/.test(text)) {
    throw new SendingError(`--${flag} must be an amount such as 12 or 0.5, not "${text}".`, {
      code: "CONFIG_AMOUNT",
    });
  }
  return parseEther(text);
}

export async function runFaucet(options: FaucetOptions): Promise<void> {
  const { to, json } = options;
  if (!isAddress(to, { strict: false })) {
    throw new SendingError(`"${to}" is not an address.`, {
      code: "CONFIG_ADDRESS",
      hint: "An address is 0x and 40 hex digits.",
    });
  }
  const grant = { to, ether: amount("ether", options.ether), send: amount("send", options.send) };
  const network = readNetworkFile(options.network);
  await faucet({ ...network, deployment: loadDeployment(network.deployment) }, [grant]);
  if (json) console.log(JSON.stringify({ to, ether: options.ether, send: options.send }));
  else console.log(`${to} received ${options.ether} coins and ${options.send} SEND.`);
}
