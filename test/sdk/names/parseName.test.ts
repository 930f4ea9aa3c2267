import { describe, expect, it } from "vitest";
import { normalizeName, parseName } from "../../../sdk/src/names/index.ts";
import { parseSoldName, parseSubname } from "../../../sdk/src/names/parseName.ts";

describe("normalizeName", () => {
  it("gives the one form of a name (ENSIP-15)", () => {
    expect(normalizeName("ALICE.sdn")).toBe("alice.sdn");
    expect(normalizeName("Größe.sdn")).toBe("größe.sdn");
    expect(normalizeName("RaFFY🚴‍♂️.eTh")).toBe("raffy🚴‍♂.eth");
    expect(normalizeName("日本語.sdn")).toBe("日本語.sdn");
  });

  it.each([
    ["two scripts that look alike", "pаypal.sdn"], // the second letter is Cyrillic
    ["a whole word that looks like another", "ѕсоре.sdn"], // all Cyrillic
    ["a hidden character", "al\u200dice.sdn"],
    ["another direction of writing", "al\u202eice.sdn"],
    ["a space", "al ice.sdn"],
    ["a control character", "al\u0007ice.sdn"],
    ["a combining mark alone", "\u0303a.sdn"],
    ["an underscore inside", "al_ice.sdn"],
    ["the form of encoded names", "xn--alice.sdn"],
    ["an empty label", "alice..sdn"],
    ["an empty label in front", ".sdn"],
    ["nothing", ""],
    ["a label of 64 bytes", `${"a".repeat(64)}.sdn`],
    ["a label of 64 bytes in fewer characters", `${"ü".repeat(32)}.sdn`],
  ])("throws INVALID_NAME for %s", (_, name) => {
    expect(() => normalizeName(name)).toThrow(expect.objectContaining({ code: "INVALID_NAME" }));
  });

  it("says why, without letting the name run into the message", () => {
    try {
      normalizeName("pаypal.sdn");
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ details: expect.stringContaining("illegal mixture") });
    }
  });
});

describe("parseName", () => {
  it("takes names with and without the ending", () => {
    const alice = { name: "alice.sdn", label: "alice", parent: undefined };
    expect(parseName("alice")).toMatchObject(alice);
    expect(parseName("Alice.sdn")).toMatchObject(alice);
    expect(parseName("a.b.alice.sdn")).toMatchObject({ label: "a", parent: "b.alice.sdn" });
  });

  it.each(["alice.eth", "sdn.", "a.a.a.a.a.a.a.a.sdn"])("throws INVALID_NAME for %s", (name) => {
    expect(() => parseName(name)).toThrow(expect.objectContaining({ code: "INVALID_NAME" }));
  });

  it("tells what is sold from what is made", () => {
    const invalid = expect.objectContaining({ code: "INVALID_NAME" });
    expect(() => parseSoldName("phone.alice.sdn")).toThrow(invalid);
    expect(() => parseSoldName("ab")).toThrow(invalid);
    expect(() => parseSoldName("日本")).toThrow(invalid);
    expect(parseSoldName("日本語").label).toBe("日本語");
    expect(() => parseSubname("alice.sdn")).toThrow(invalid);
    expect(parseSubname("phone.alice.sdn").parent).toBe("alice.sdn");
  });
});
