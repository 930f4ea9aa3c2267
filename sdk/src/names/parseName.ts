import { type Hex, namehash } from "viem";
import { invalid, normalizeName } from "./normalizeName.ts";

/** Ending of every name of the network. */
export const ROOT = "sdn";
/** Labels that a name has at most, the last one included. */
const MAX_LABELS = 8;
const MIN_CHARACTERS = 3;

export type SdnName = {
  /** Normalised, with its ending. */
  name: string;
  /** First label. */
  label: string;
  /** The name above; undefined for names directly under .sdn. */
  parent: string | undefined;
  /** Node of the name (ENSIP-1); as a number it is the token's id. */
  node: Hex;
};

/** Reads a name under .sdn; one without a dot means the one with the ending. Throws INVALID_NAME. */
export function parseName(text: string): SdnName {
  const name = normalizeName(text.includes(".") ? text : `${text}.${ROOT}`);
  const labels = name.split(".");
  if (labels.at(-1) !== ROOT) throw invalid(text, `it does not end in .${ROOT}`);
  if (labels.length < 2) throw invalid(text, "it is the ending alone");
  if (labels.length > MAX_LABELS) throw invalid(text, `it has more than ${MAX_LABELS} labels`);
  const [label = "", ...rest] = labels;
  const parent = rest.length > 1 ? rest.join(".") : undefined;
  return { name, label, parent, node: namehash(name) };
}

/** Reads a name that is sold: directly under .sdn. Throws INVALID_NAME. */
export function parseSoldName(text: string): SdnName {
  const parsed = parseName(text);
  if (parsed.parent)
    throw invalid(text, `it is a subname, which the holder of ${parsed.parent} makes`);
  const characters = [...parsed.label].length;
  if (characters < MIN_CHARACTERS) {
    throw invalid(text, `it has ${characters} characters, fewer than ${MIN_CHARACTERS}`);
  }
  return parsed;
}

/** Reads a name that another name's holder makes. Throws INVALID_NAME. */
export function parseSubname(text: string): SdnName & { parent: string } {
  const { parent, ...parsed } = parseName(text);
  if (!parent) throw invalid(text, "it is no subname");
  return { ...parsed, parent };
}
