// NatSpec of custom errors -> sdk/src/generated/errors.ts
import { type Artifact, compare, isOurs } from "./artifacts.ts";
import { banner } from "./paths.ts";

/** What the contracts' sources say about each of their errors, by the error's name. */
export function generateErrors(artifacts: Artifact[]): string {
  const texts = new Map<string, string>();
  const add = (signature: string, text: string | undefined) => {
    const name = signature.slice(0, signature.indexOf("("));
    // The first one of the sources in order: contracts that share an error share its meaning.
    if (text && !texts.has(name)) texts.set(name, text);
  };
  for (const { userdoc } of artifacts.filter(isOurs)) {
    for (const [signature, [doc]] of Object.entries(userdoc.errors ?? {}))
      add(signature, doc?.notice);
  }
  const rows = [...texts]
    .sort(([a], [b]) => compare(a, b))
    .map(([name, text]) => `  ${name}: ${JSON.stringify(text)},\n`);
  return `${banner("contracts/")}
/** Meaning of the contracts' errors by name. */
export const errorTexts: Readonly<Record<string, string>> = {
${rows.join("")}};
`;
}
