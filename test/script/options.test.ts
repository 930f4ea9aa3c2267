import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { parseOptions, UsageError } from "../../script/local/options.ts";

describe("the options of npm start", () => {
  it("have defaults that show the whole network working", () => {
    expect(parseOptions([], "/project")).toEqual({
      data: resolve("/project/.data/local"),
      fresh: false,
      once: false,
      json: false,
      scenario: true,
      messages: ["Hello Bob, this is Alice."],
      ports: { rpc: 8545, indexer: 42_069, beacon: 8500 },
    });
  });

  it("take several messages in their order", () => {
    const options = parseOptions(["--once", "--message", "one", "--message", "two"], "/");
    expect(options).toMatchObject({ once: true, messages: ["one", "two"] });
  });

  it("ask for help with nothing else to do", () => {
    expect(parseOptions(["--help"], "/")).toBeUndefined();
  });

  it.each([
    [["--rpc-port", "0"], "--rpc-port"],
    [["--indexer-port", "65536"], "--indexer-port"],
    [["--beacon-port", "http"], "--beacon-port"],
    [["--message", "  "], "--message"],
    [["--no-scenario", "--once"], "--no-scenario"],
    [["--unheard-of"], "--unheard-of"],
    [["stray"], "stray"],
  ])("name what is wrong in %j", (args, named) => {
    expect(() => parseOptions(args, "/")).toThrow(UsageError);
    expect(() => parseOptions(args, "/")).toThrow(named);
  });
});
