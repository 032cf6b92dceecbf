import { existsSync } from "node:fs";
import { join } from "node:path";
import type { QueryRunner } from "@meshaudit/core";

/** What of the extension's files queries are answered with. */
export interface QueryFiles {
  /** The process that asks DuckDB; null where there is no DuckDB for this machine in the package. */
  child: QueryRunner["child"] | null;
  /** The database of countries; null where it was left out. */
  countries: string | null;
}

/** The child gets nothing of this process's environment but what a Node needs to start. Inside VS Code, Node is Electron told to be one. */
const childEnv = (env: NodeJS.ProcessEnv): { [name: string]: string } => ({
  ELECTRON_RUN_AS_NODE: "1",
  ...Object.fromEntries(
    ["LD_LIBRARY_PATH", "SystemRoot"].flatMap((name) => {
      const value = env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  ),
});

/** Looks for them in the folder of bundles. `platform` as Node names it, such as linux-x64; `node`: the program that runs the child. */
export const queryFilesIn = (dist: string, platform: string, node: string, env: NodeJS.ProcessEnv): QueryFiles => {
  const bindings = join(dist, "node_modules", "@duckdb", `node-bindings-${platform}`);
  const here = existsSync(bindings) || existsSync(`${bindings}-musl`);
  const countries = join(dist, "countries.mmdb");
  return {
    child: here ? { command: node, args: [join(dist, "query-child.mjs")], env: childEnv(env) } : null,
    countries: existsSync(countries) ? countries : null,
  };
};
