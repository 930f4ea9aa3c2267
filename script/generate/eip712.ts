// Solidity structs -> sdk/src/generated/eip712.ts
import type { Artifact, AstNode } from "./artifacts.ts";
import { contractNames, signedStructs } from "./contracts.ts";
import { banner } from "./paths.ts";

type Field = { name: string; type: string };

/** EIP-712 domains, types and TypeScript types of every signed struct. */
export function generateEip712(artifacts: Artifact[]): string {
  const declarations = collect(artifacts);
  const messages: Record<string, Field[]> = {};
  const homes: Record<string, string> = {};
  const domains = contractNames.flatMap((contract) => {
    const roots = signedStructs[contract];
    if (!roots) return [];
    const types: Record<string, Field[]> = {};
    for (const struct of roots) {
      resolve(struct, declarations, types);
      homes[nameOf(struct)] ??= contract;
    }
    Object.assign(messages, types);
    const entries = Object.entries(types).map(([name, fields]) => {
      const lines = fields.map((field) => `        ${object(field)},\n`).join("");
      return `      ${name}: [\n${lines}      ],\n`;
    });
    const head = `    name: "SendingNetwork ${contract}",\n    version: "1",\n`;
    return [`  ${contract}: {\n${head}    types: {\n${entries.join("")}    },\n  },\n`];
  });
  const rows = (row: (name: string) => string) =>
    Object.keys(homes)
      .map((name) => `  ${row(name)}\n`)
      .join("");
  const homeTable = `{\n${rows((name) => `${name}: "${homes[name]}",`)}} `;
  const interfaces = Object.entries(messages).map(([name, fields]) => {
    const lines = fields.map((field) => `  ${field.name}: ${typescriptOf(field.type)};\n`);
    return `export type ${name} = {\n${lines.join("")}};\n`;
  });
  return [
    banner("the structs in contracts/"),
    `import type { Address, Hex } from "viem";\n`,
    `export const eip712 = {\n${domains.join("")}} as const;\n`,
    `/** Whose domain each struct is signed in; the first one's of those that share it. */\nexport const domainOfStruct = ${homeTable}as const;\n`,
    `/** TypeScript type of each signed struct by its name. */\nexport type SignedStructs = {\n${rows((name) => `${name}: ${name};`)}};\n`,
    ...interfaces,
  ].join("\n");
}

/** Adds the struct and every struct that its fields refer to. */
function resolve(
  canonicalName: string,
  declarations: Map<string, AstNode>,
  types: Record<string, Field[]>,
): void {
  const struct = declarations.get(canonicalName);
  if (!struct?.name || !struct.members) throw new Error(`No struct ${canonicalName}`);
  if (types[struct.name]) return;
  const fields: Field[] = [];
  types[struct.name] = fields;
  for (const { name, typeDescriptions } of struct.members) {
    const [, element, array] =
      /^(.*?)((?:\[\d*\])*)$/.exec(typeDescriptions?.typeString ?? "") ?? [];
    if (!name || !element) throw new Error(`Unreadable field in ${canonicalName}`);
    fields.push({ name, type: typeOf(element, declarations, types) + array });
  }
}

function typeOf(
  element: string,
  declarations: Map<string, AstNode>,
  types: Record<string, Field[]>,
): string {
  if (element.startsWith("enum ")) return "uint8";
  if (element.startsWith("struct ")) {
    const canonicalName = element.slice("struct ".length);
    resolve(canonicalName, declarations, types);
    return nameOf(canonicalName);
  }
  // A value type (`type Epoch is uint64`) is signed as what it wraps.
  const underlying = declarations.get(element)?.underlyingType?.name;
  return underlying ?? element;
}

function nameOf(canonicalName: string): string {
  return canonicalName.slice(canonicalName.lastIndexOf(".") + 1);
}

/** Structs and value types of all sources by their canonical name. */
function collect(artifacts: Artifact[]): Map<string, AstNode> {
  const declarations = new Map<string, AstNode>();
  const visit = (node: AstNode) => {
    const wanted = /^(StructDefinition|UserDefinedValueTypeDefinition)$/.test(node.nodeType);
    if (wanted && node.canonicalName) declarations.set(node.canonicalName, node);
    for (const child of node.nodes ?? []) visit(child);
  };
  for (const { ast } of artifacts) visit(ast);
  return declarations;
}

/** Up to 64 bits count things and seconds; wider integers are amounts and identifiers. */
function typescriptOf(type: string): string {
  if (type.endsWith("[]")) return `readonly ${typescriptOf(type.slice(0, -2))}[]`;
  const bits = /^uint(\d+)$/.exec(type)?.[1];
  if (bits) return Number(bits) <= 64 ? "number" : "bigint";
  if (type === "address") return "Address";
  if (type === "bool" || type === "string") return type === "bool" ? "boolean" : "string";
  return type.startsWith("bytes") ? "Hex" : type;
}

function object({ name, type }: Field): string {
  return `{ name: "${name}", type: "${type}" }`;
}
