import type { Command } from "commander";
import { addReadOptions, addWalletOptions } from "../../wallet/options.ts";

const EXAMPLES = `
Examples:
  $ sdn did create --as alice
      an identity, linked to alice's wallet, which answers by it from now on
  $ sdn did show alice
      who holds it, its wallets, devices, session keys, attributes, and what happened to it
  $ sdn did link ./savings.key --as alice
      link another wallet; its key consents
  $ sdn did recover set 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --as alice
      name who may recover alice's identity when her key is lost
  $ sdn did recover start dave --did did:sdn:31337:5b38...bddc4 --key guard.key
      as that address: move it to dave, if its holder does not object in time

Commands are about the signer's own identity unless --did names another: by DID, wallet or profile.`;

const DID = "--did <did>";
const WHICH = "which identity: DID, wallet or profile; the signer's own by default";

export function configure(command: Command): void {
  command
    .description("Create identities and manage what hangs on them.")
    .addHelpText("after", EXAMPLES);

  addWalletOptions(command.command("create").description("create an identity"))
    .option(
      "--salt <hex>",
      "32 bytes that, with the wallet, decide the DID; the profile's, or random",
    )
    .option("--no-link", "do not link the wallet to it")
    .action(async (options) => (await import("../../did/runCreate.ts")).runCreate(options));

  addReadOptions(command.command("show").description("show an identity and all that hangs on it"))
    .argument("<who>", "DID, wallet or profile")
    .action(async (who, options) => (await import("../../did/runShow.ts")).runShow(who, options));

  addWalletOptions(command.command("link").description("link a wallet, whose key consents"))
    .argument("<wallet>", "profile or key file of the wallet")
    .option(DID, WHICH)
    .action(async (who, options) => (await import("../../did/runLink.ts")).runLink(who, options));

  addWalletOptions(command.command("unlink").description("end a link, as controller or wallet"))
    .argument("<wallet>", "address or profile of the wallet")
    .option(DID, WHICH)
    .action(async (who, options) => (await import("../../did/runLink.ts")).runUnlink(who, options));

  addWalletOptions(command.command("primary").description("name the identity a wallet answers by"))
    .argument("[did]", WHICH)
    .action(async (did, options) =>
      (await import("../../did/runLink.ts")).runPrimary(did, options),
    );

  configureDevice(command.command("device").description("devices that messages are sealed for"));
  configureRecover(command.command("recover").description("a way back when the key is lost"));
}

function configureDevice(command: Command): void {
  const load = () => import("../../did/runDevice.ts");
  addWalletOptions(command.command("add").description("register a device"))
    .argument("<id>", "32 bytes, 0x and 64 hex digits; serves once for ever")
    .requiredOption("--identity-key <hex>", "X25519 public key")
    .requiredOption("--signing-key <hex>", "Ed25519 public key")
    .option(DID, WHICH)
    .action(async (id, options) => (await load()).runDeviceAdd(id, options));

  addWalletOptions(command.command("remove").description("remove a device for ever"))
    .argument("<id>", "32 bytes, 0x and 64 hex digits")
    .option(DID, WHICH)
    .action(async (id, options) => (await load()).runDeviceRemove(id, options));

  addReadOptions(command.command("list").description("list an identity's devices"))
    .argument("<who>", "DID, wallet or profile")
    .action(async (who, options) => (await load()).runDeviceList(who, options));
}

function configureRecover(command: Command): void {
  const load = () => import("../../did/runRecover.ts");
  addWalletOptions(command.command("set").description("name who may recover the identity"))
    .argument("<who>", "address or profile; nobody to take the right back")
    .option(DID, WHICH)
    .action(async (who, options) => (await load()).runRecoverSet(who, options));

  addWalletOptions(
    command.command("start").description("as the recovery address: start a recovery"),
  )
    .argument("<new-holder>", "address or profile of who shall get it")
    .requiredOption(DID, "which identity: DID, wallet or profile")
    .action(async (to, options) => (await load()).runRecoverStart(to, options));

  addWalletOptions(command.command("cancel").description("as the controller: object to a recovery"))
    .option(DID, WHICH)
    .action(async (options) => (await load()).runRecoverCancel(options));

  addWalletOptions(
    command.command("finish").description("move the identity when the delay is over"),
  )
    .requiredOption(DID, "which identity: DID, wallet or profile")
    .action(async (options) => (await load()).runRecoverFinish(options));
}
