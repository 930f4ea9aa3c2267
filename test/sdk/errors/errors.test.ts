import {
  ContractFunctionRevertedError,
  encodeErrorResult,
  type Hex,
  HttpRequestError,
  zeroAddress,
} from "viem";
import { describe, expect, it } from "vitest";
import { didRegistryAbi, sendTokenAbi } from "../../../sdk/src/abis/index.ts";
import { createSendingClient } from "../../../sdk/src/client.ts";
import { ContractError, SendingError, toSendingError } from "../../../sdk/src/errors/index.ts";
import { fakeDeployment } from "../../support/deployment.ts";

const reverted = (data: Hex) =>
  new ContractFunctionRevertedError({ abi: didRegistryAbi, data, functionName: "link" });

describe("SendingError", () => {
  it("says what, about what, and what to do", () => {
    const error = new SendingError("It broke.", { code: "BROKEN", details: "d", hint: "h" });
    expect(error.message).toBe("It broke.\nDetails: d\nHint: h");
    expect(error).toMatchObject({ shortMessage: "It broke.", code: "BROKEN" });
  });

  it("walks to the first match of its causes, and to the innermost one", () => {
    const root = new RangeError("root");
    const middle = new SendingError("middle", { code: "MIDDLE", cause: root });
    const error = new SendingError("outer", { code: "OUTER", cause: middle });
    expect(error.walk()).toBe(root);
    expect(error.walk((it) => it instanceof SendingError)).toBe(error);
    expect(error.walk((it) => it instanceof RangeError)).toBe(root);
    expect(error.walk((it) => it instanceof TypeError)).toBeNull();
  });
});

describe("toSendingError", () => {
  it("leaves a SendingError as it is", () => {
    const error = new SendingError("x", { code: "X" });
    expect(toSendingError(error)).toBe(error);
  });

  it("names a revert and its arguments", () => {
    const args = [5n, zeroAddress] as const;
    const data = encodeErrorResult({ abi: didRegistryAbi, errorName: "NotController", args });
    const error = toSendingError(reverted(data));
    expect(error).toBeInstanceOf(ContractError);
    expect(error).toMatchObject({
      code: "NOT_CONTROLLER",
      errorName: "NotController",
      args,
      details: `NotController(did: 5, caller: ${zeroAddress})`,
    });
  });

  it("takes the text from the contract's documentation", () => {
    const args = [zeroAddress] as const;
    const data = encodeErrorResult({ abi: sendTokenAbi, errorName: "NotMinter", args });
    expect(toSendingError(reverted(data)).shortMessage).toBe("Only the minter may do this.");
  });

  it("knows the errors of a contract that the called one calls", () => {
    const args = [zeroAddress, 1n, 2n] as const;
    const errorName = "ERC20InsufficientBalance";
    const data = encodeErrorResult({ abi: sendTokenAbi, errorName, args });
    expect(toSendingError(reverted(data))).toMatchObject({
      code: "ERC20_INSUFFICIENT_BALANCE",
      shortMessage: "ERC20 insufficient balance.",
    });
  });

  it("keeps the text of a require with a string, and survives data that it does not know", () => {
    const abi = [{ type: "error", name: "Error", inputs: [{ type: "string" }] }] as const;
    const data = encodeErrorResult({ abi, errorName: "Error", args: ["because"] });
    expect(toSendingError(reverted(data)).shortMessage).toBe("because");
    expect(toSendingError(reverted("0xdeadbeef"))).toMatchObject({ code: "REVERTED" });
  });

  it("says that the chain does not answer", () => {
    const error = new HttpRequestError({ url: "http://127.0.0.1:9", details: "refused" });
    expect(toSendingError(error)).toMatchObject({ code: "CHAIN_UNREACHABLE", details: "refused" });
  });

  it("wraps what it cannot know", () => {
    const cause = new TypeError("odd");
    expect(toSendingError(cause)).toMatchObject({ code: "UNEXPECTED", cause });
    expect(toSendingError("text")).toMatchObject({ shortMessage: "text" });
  });
});

describe("createSendingClient", () => {
  it("throws NO_TRANSPORT without a way to the chain", () => {
    expect(() => createSendingClient({ deployment: fakeDeployment })).toThrow(
      expect.objectContaining({ code: "NO_TRANSPORT" }),
    );
  });

  it("ends a read with CHAIN_UNREACHABLE when nobody listens", async () => {
    const client = createSendingClient({ deployment: fakeDeployment, rpc: "http://127.0.0.1:9" });
    await expect(client.getSendBalance({ account: zeroAddress })).rejects.toMatchObject({
      code: "CHAIN_UNREACHABLE",
    });
  });
});
