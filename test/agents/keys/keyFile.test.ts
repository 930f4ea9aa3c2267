import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadOrCreateKeys, updateKeys } from "../../../agents/src/keys/index.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sdn-keys-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const path = () => join(folder, "keys.json");
const operatorKey = `0x${"51".repeat(32)}` as const;

describe("loadOrCreateKeys", () => {
  it("draws peer and signer key once, readable by the owner alone", () => {
    const keys = loadOrCreateKeys(folder);
    expect(keys.peerKey).not.toBe(keys.signerKey);
    expect(keys.operatorKey).toBeUndefined();
    expect(loadOrCreateKeys(folder)).toEqual(keys);
    expect(statSync(path()).mode & 0o777).toBe(0o600);
  });

  it("completes a file that only names the operator, and keeps later additions", () => {
    writeFileSync(path(), JSON.stringify({ operatorKey }), { mode: 0o644 });
    const keys = loadOrCreateKeys(folder);
    expect(keys.operatorKey).toBe(operatorKey);
    const semaphoreKey = `0x${"52".repeat(32)}` as const;
    updateKeys(folder, { semaphoreKey });
    expect(loadOrCreateKeys(folder)).toEqual({ ...keys, semaphoreKey });
    expect(statSync(path()).mode & 0o777).toBe(0o600);
  });

  it.each([
    ["is not JSON", "{"],
    ["has a short key", JSON.stringify({ peerKey: "0x1234" })],
    ["has a key of unknown use", JSON.stringify({ mainKey: operatorKey })],
  ])("refuses a file that %s, without quoting or changing it", (_, content) => {
    writeFileSync(path(), content);
    let message = "";
    try {
      loadOrCreateKeys(folder);
    } catch (error) {
      expect(error).toMatchObject({ code: "CONFIG_KEYS" });
      message = (error as Error).message;
    }
    expect(message).not.toBe("");
    expect(message).not.toContain(operatorKey.slice(2));
    expect(message).not.toContain("1234");
    expect(readFileSync(path(), "utf8")).toBe(content);
  });
});
