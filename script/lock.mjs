// npm 11 refuses a lockfile that lacks the optional packages of other platforms, which `npm install`
// leaves out when the registry does not carry them. This adds an entry for each one that is missing.
import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8"));
const { packages } = lock;

/** Where npm would look for `name` when the package at `from` requires it. */
function resolve(from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    const path = at === "" ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (packages[path]) return path;
    if (at === "") return undefined;
    if (!at.includes("/node_modules/")) at = "";
  }
}

const platform = (name) => {
  const words = name.split(/[/_-]/);
  const pick = (all) => all.filter((word) => words.includes(word));
  const os = pick([
    "darwin",
    "linux",
    "win32",
    "freebsd",
    "openbsd",
    "android",
    "openharmony",
    "wasi",
  ]);
  const cpu = pick([
    "x64",
    "arm64",
    "ia32",
    "arm",
    "riscv64",
    "s390x",
    "ppc64",
    "loong64",
    "wasm32",
  ]);
  if (words.includes("amd64")) cpu.push("x64");
  const libc = words.includes("musl") ? ["musl"] : words.includes("gnu") ? ["glibc"] : [];
  return {
    ...(os.length && { os }),
    ...(cpu.length && { cpu }),
    ...(libc.length && { libc }),
  };
};

let added = 0;
for (const [path, entry] of Object.entries({ ...packages })) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (resolve(path, name)) continue;
    packages[`node_modules/${name}`] = { version, optional: true, ...platform(name) };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`package-lock.json: ${added} optional packages of other platforms added`);
