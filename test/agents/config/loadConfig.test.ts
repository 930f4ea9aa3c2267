import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { parseEther } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadConfig, loadDeployment } from "../../../agents/src/config/index.ts";
import { fakeDeployment } from "../../support/deployment.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sdn-config-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const needed = { deployment: "deployment.json" };
const load = (flags: Record<string, string>, env: Record<string, string> = {}) =>
  loadConfig({ role: "edge", flags: { ...needed, ...flags }, env });

describe("loadConfig", () => {
  it("takes flags before the environment before the file before defaults", () => {
    const config = file("all.json", { price: "3", freeBytes: "3MiB", logLevel: "warn" });
    const env = { SDN_PRICE: "2", SDN_LOG_LEVEL: "error" };
    const loaded = load({ config, price: "1" }, env);
    expect(loaded).toMatchObject({
      price: parseEther("1"),
      logLevel: "error",
      freeBytes: 3 * 1024 * 1024,
      rpc: "http://127.0.0.1:8545",
      deployment: resolve("deployment.json"),
    });
  });

  it("finds the file through the environment too", () => {
    const SDN_CONFIG = file("by-env.json", { maxConnections: 7 });
    expect(load({}, { SDN_CONFIG }).maxConnections).toBe(7);
  });

  it.each([
    ["--health", { health: "65536" }],
    ["--rpc", { rpc: "ftp://somewhere" }],
    ["--listen", { listen: "/ip4/127.0.0.1/tcp/1,nonsense" }],
    ["--price", { price: "-1" }],
    ["--free-bytes", { freeBytes: "5 bananas" }],
    ["--log-level", { logLevel: "loud" }],
    ["--mailbox-quota", { mailboxQuota: "1.5MiB" }],
  ])("names the flag %s and what was given", (flag, flags) => {
    const [value] = Object.values(flags) as [string];
    expect(() => load(flags)).toThrowError(
      expect.objectContaining({
        code: "CONFIG_INVALID",
        shortMessage: expect.stringContaining(flag),
        details: expect.stringContaining(value),
      }),
    );
  });

  it("names the variable or the file's key where the value came from there", () => {
    expect(() => load({}, { SDN_HEALTH: "x" })).toThrowError(/SDN_HEALTH/);
    const config = file("bad-value.json", { maxConnections: "many" });
    expect(() => load({ config })).toThrowError(/"maxConnections" in .*bad-value\.json/);
  });

  it("names keys of the file that do not exist, and those that do", () => {
    const config = file("unknown.json", { prise: "1", rpc: "http://a" });
    expect(() => load({ config })).toThrowError(
      expect.objectContaining({
        code: "CONFIG_UNKNOWN_KEY",
        details: "prise",
        hint: expect.stringContaining("price"),
      }),
    );
  });

  it.each([
    ["not there", undefined],
    ["not JSON", "{rpc"],
    ["no object", "[1]"],
  ])("refuses a file that is %s", (name, content) => {
    const config = content === undefined ? join(folder, name) : file(name, content);
    expect(() => load({ config })).toThrowError(expect.objectContaining({ code: "CONFIG_FILE" }));
  });

  it("says how to give what is missing", () => {
    expect(() => loadConfig({ role: "edge", flags: {}, env: {} })).toThrowError(
      expect.objectContaining({
        code: "CONFIG_MISSING",
        hint: expect.stringMatching(/--deployment.*SDN_DEPLOYMENT/),
      }),
    );
  });

  it("reads sizes and amounts as people write them", () => {
    const units = { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 };
    const unit = fc.constantFrom(...(Object.keys(units) as (keyof typeof units)[]));
    fc.assert(
      fc.property(fc.nat(100_000), unit, fc.nat(10 ** 9), (count, name, gwei) => {
        const text = name === "B" ? `${count}` : `${count}${name}`;
        const price = `${Math.floor(gwei / 1e9)}.${String(gwei % 1e9).padStart(9, "0")}`;
        const config = load({ freeBytes: text, price });
        expect(config.freeBytes).toBe(count * units[name]);
        expect(config.price).toBe(BigInt(gwei) * 10n ** 9n);
      }),
    );
  });
});

describe("loadDeployment", () => {
  it("explains a missing file and names what is wrong in a broken one", () => {
    expect(() => loadDeployment(join(folder, "none.json"))).toThrowError(
      expect.objectContaining({ code: "CONFIG_DEPLOYMENT", hint: expect.any(String) }),
    );
    const { contracts, ...rest } = fakeDeployment;
    const { nodeStaking, ...others } = contracts;
    const broken = file("broken.json", { ...rest, contracts: others });
    expect(() => loadDeployment(broken)).toThrowError(/nodeStaking/);
    expect(nodeStaking).toMatch(/^0x/);
  });

  it("reads what the deployment wrote", () => {
    expect(loadDeployment(file("good.json", fakeDeployment))).toEqual(fakeDeployment);
  });
});
