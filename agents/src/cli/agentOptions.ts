import type { Command } from "commander";
import type { Role } from "../config/settings.ts";
import { settings } from "../config/settings.ts";

/** Adds a flag for every setting that `role` has. Defaults are told, not set: the file may set them. */
export function addAgentOptions(command: Command, role: Role): Command {
  command.option("--config <file>", "JSON file with any of the settings below (env SDN_CONFIG)");
  for (const setting of Object.values(settings)) {
    if (setting.roles && !setting.roles.includes(role)) continue;
    const told = setting.fallback ? `, default ${setting.fallback}` : "";
    command.option(
      `--${setting.flag} <${setting.placeholder}>`,
      `${setting.summary} (env ${setting.env}${told})`,
    );
  }
  return command;
}
