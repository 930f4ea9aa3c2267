import { readFileSync } from "node:fs";
import { SendingError } from "@sendingnetwork/sdk/errors";
import { type Deployment, parseDeployment } from "@sendingnetwork/sdk/network";

/** Reads the deployment file; throws CONFIG_DEPLOYMENT when it is absent or broken. */
export function loadDeployment(path: string): Deployment {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw new SendingError(`There is no deployment file at ${path}.`, {
      code: "CONFIG_DEPLOYMENT",
      hint: "It is written when the contracts are deployed; a local network keeps it in its data folder.",
      cause,
    });
  }
  try {
    return parseDeployment(JSON.parse(text));
  } catch (cause) {
    throw new SendingError(`The deployment file ${path} cannot be used.`, {
      code: "CONFIG_DEPLOYMENT",
      details: cause instanceof Error ? cause.message : String(cause),
      hint: "Deploy again, or fetch the file of the network that you want to join.",
      cause,
    });
  }
}
