// DuckDB for the packaged extension: `bringDuckDb(folder, target)`.
import { cpSync, existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join, sep } from "node:path";

/** VS Code's platforms, and the packages with DuckDB's library for each. Source: platform-specific extensions, VS Code's publishing guide. */
const libraries = {
  "linux-x64": "linux-x64",
  "linux-arm64": "linux-arm64",
  "alpine-x64": "linux-x64-musl",
  "alpine-arm64": "linux-arm64-musl",
  "darwin-x64": "darwin-x64",
  "darwin-arm64": "darwin-arm64",
  "win32-x64": "win32-x64",
  "win32-arm64": "win32-arm64",
};

const require = createRequire(import.meta.url);

/** Where a package lies; null when it is not installed. */
const packageFolder = (name, from = require) => {
  for (const modules of from.resolve.paths(name)) if (existsSync(join(modules, name, "package.json"))) return join(modules, name);
  return null;
};

/** The platform that this runs on, as VS Code names it. */
export const ownTarget = () => {
  const isMusl = process.platform === "linux" && process.report.getReport().header.glibcVersionRuntime === undefined;
  return `${isMusl ? "alpine" : process.platform}-${process.arch}`;
};

/** Copies DuckDB with the library of one platform, and no other's, into `folder`. Says so when that is not installed. */
export function bringDuckDb(folder, target) {
  const api = packageFolder("@duckdb/node-api");
  const library = `@duckdb/node-bindings-${libraries[target]}`;
  const names = ["@duckdb/node-api", "@duckdb/node-bindings", library, "detect-libc"];
  const from = api === null ? require : createRequire(join(api, "package.json"));
  for (const name of names) {
    const source = packageFolder(name, from);
    if (source === null)
      throw new Error(`${name} is not installed: run this on ${target}, or make the package for any platform, --universal`);
    // Neither types nor words for those who program with it.
    const isWanted = (path) => !/\.d\.ts$|\.map$|README|CHANGELOG/i.test(path) && !path.slice(source.length).includes(`${sep}node_modules`);
    cpSync(source, join(folder, name), { recursive: true, dereference: true, filter: isWanted });
  }
}
