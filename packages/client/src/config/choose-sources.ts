import { delimiter, dirname } from "node:path";
import type { Config, MeshConfig } from "./config.ts";
import { meshOfContext } from "./config.ts";

/** Where an answer comes from, and why from there. */
export type Origin =
  /** Named by `--from` or MESHAUDIT_FROM: a bare file, of no mesh that has a name. */
  | { kind: "named"; by: "--from" | "MESHAUDIT_FROM"; specs: string[] }
  /** What the config file has for the context in use; relative paths start at the file. */
  | { kind: "config"; mesh: MeshConfig; specs: string[]; base: string }
  /** No log: the live object's managedFields. */
  | { kind: "live" };

/** The sources that MESHAUDIT_FROM lists, separated as PATH is. */
const sourcesInVariable = (value: string | undefined): string[] => (value ?? "").split(delimiter).filter((spec) => spec !== "");

/** The order of resolution that needs no config file: `--from`, then MESHAUDIT_FROM; null when neither names any. */
export const namedSources = (from: readonly string[], variable: string | undefined): Origin | null => {
  if (from.length > 0) return { kind: "named", by: "--from", specs: [...from] };
  const listed = sourcesInVariable(variable);
  return listed.length > 0 ? { kind: "named", by: "MESHAUDIT_FROM", specs: listed } : null;
};

/** What the config file has for the context in use, else the live cluster. */
export const configuredSources = (config: Config, configPath: string, context: string | null): Origin => {
  const mesh = meshOfContext(config, context);
  if (mesh === null || mesh.sources.length === 0) return { kind: "live" };
  return { kind: "config", mesh, specs: mesh.sources, base: dirname(configPath) };
};
