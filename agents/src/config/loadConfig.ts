import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { SendingError } from "@sendingnetwork/sdk/errors";
import * as v from "valibot";
import { type Role, roles, type SettingKey, settings } from "./settings.ts";

export type AgentConfig = { role: Role } & {
  [K in SettingKey]: v.InferOutput<(typeof settings)[K]["schema"]>;
};

export type ConfigSources = {
  role: Role;
  /** Flags by commander's camel-case name; `config` names the file. */
  flags: Record<string, string | undefined>;
  env?: Record<string, string | undefined>;
};

/**
 * Settings of an agent: flags before SDN_* variables before the file before defaults.
 * Throws CONFIG_FILE, CONFIG_UNKNOWN_KEY, CONFIG_INVALID or CONFIG_MISSING, naming source and value.
 */
export function loadConfig({ role, flags, env = process.env }: ConfigSources): AgentConfig {
  if (!roles.includes(role)) throw new TypeError(`unknown role ${role}`);
  const path = flags.config ?? env.SDN_CONFIG;
  const file = path === undefined ? {} : readConfigFile(path);

  const config: Record<string, unknown> = { role };
  for (const [key, setting] of Object.entries(settings)) {
    const candidates: [unknown, string][] = [
      [flags[camelCase(setting.flag)], `--${setting.flag}`],
      [env[setting.env], setting.env],
      [file[key], `"${key}" in ${path}`],
      [setting.fallback, "default"],
    ];
    const [value, source] = candidates.find(([candidate]) => candidate !== undefined) ?? [];
    if (value === undefined) throw missing(key, setting);
    const result = v.safeParse(setting.schema as v.GenericSchema, value);
    if (!result.success) throw invalid(String(source), value, result.issues[0].message);
    config[key] = result.output;
  }
  config.data = resolve(String(config.data));
  config.deployment = resolve(String(config.deployment));
  return config as AgentConfig;
}

function readConfigFile(path: string): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new SendingError(`Cannot read the configuration file ${path}.`, {
      code: "CONFIG_FILE",
      details: cause instanceof Error ? cause.message : String(cause),
      hint: 'It must be a JSON object such as {"rpc": "http://127.0.0.1:8545"}.',
      cause,
    });
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw new SendingError(`The configuration file ${path} does not hold a JSON object.`, {
      code: "CONFIG_FILE",
    });
  }
  const unknown = Object.keys(parsed).filter((key) => !(key in settings));
  if (unknown.length > 0) {
    throw new SendingError(`The configuration file ${path} has keys that do not exist.`, {
      code: "CONFIG_UNKNOWN_KEY",
      details: unknown.join(", "),
      hint: `Known keys: ${Object.keys(settings).join(", ")}.`,
    });
  }
  return parsed as Record<string, unknown>;
}

function missing(key: string, setting: { flag: string; env: string; summary: string }) {
  return new SendingError(`The setting "${key}" is missing: ${setting.summary}.`, {
    code: "CONFIG_MISSING",
    hint: `Give --${setting.flag}, set ${setting.env}, or put "${key}" into the file of --config.`,
  });
}

function invalid(source: string, value: unknown, reason: string): SendingError {
  return new SendingError(`${source} is not valid: it ${reason}.`, {
    code: "CONFIG_INVALID",
    details: `given ${JSON.stringify(value)}`,
  });
}

function camelCase(flag: string): string {
  return flag.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
