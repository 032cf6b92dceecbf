import { kinds, type ObjectIdentity } from "@meshaudit/core";
import { outputFormats } from "../output/format-names.ts";
import type { FlagDescription } from "../cli/command-description.ts";
import { networks } from "../kubectl/network-names.ts";
import type { Typed } from "./typed.ts";

/** One word that may stand there. */
export interface Candidate {
  word: string;
  description: string;
}

/** Candidates, and what the shell is to do with them. Source: cobra, ShellCompDirective. */
export interface Completion {
  candidates: Candidate[];
  /** Whether files may stand there too. */
  files: boolean;
  /** Whether the word goes on, so that no space is to follow. */
  goesOn: boolean;
}

/** What completion may have to look up. */
export interface Lookup {
  /** Objects of a type as typed, in the namespaces that were asked for. */
  objects(type: string): Promise<ObjectIdentity[]>;
  namespaces(): Promise<string[]>;
  /** The accounts that did something, those that did most first. */
  users(): Promise<string[]>;
  contexts(): Promise<string[]>;
  /** The names of saved queries. */
  queries(): Promise<string[]>;
}

const only = (candidates: Candidate[], last: string): Completion => ({
  candidates: candidates.filter(({ word }) => word.startsWith(last)),
  files: false,
  goesOn: false,
});

const bare = (words: readonly string[]): Candidate[] => words.map((word) => ({ word, description: "" }));

/** Files may stand there; nothing else is known. */
export const filesOnly: Completion = { candidates: [], files: true, goesOn: false };

/** The flags that are not yet there, or may be there again. */
export const flagCandidates = (flags: readonly FlagDescription[], { values, switches, last }: Typed): Completion =>
  only(
    flags
      .filter(({ name, repeatable }) => repeatable || !(values.has(name) || switches.has(name)))
      .map(({ name, summary }) => ({ word: `--${name}`, description: summary })),
    last,
  );

/** The values of a flag. */
export const valueCandidates = async ({ name, options }: FlagDescription, last: string, lookup: Lookup): Promise<Completion> => {
  if (options.length > 0) return only(bare(options), last);
  if (name === "output") {
    const fitting = only(bare(outputFormats), last);
    return { ...fitting, goesOn: fitting.candidates.every(({ word }) => word.endsWith("=")) };
  }
  if (name === "namespace") return only(bare(await lookup.namespaces()), last);
  if (name === "by") return only(bare(await lookup.users()), last);
  if (name === "kind") return kindCandidates(last);
  if (name === "network") return only(bare(networks), last);
  if (["saved", "save", "forget"].includes(name)) return only(bare(await lookup.queries()), last);
  if (name === "context") return only(bare(await lookup.contexts()), last);
  return ["from", "filename", "kubeconfig"].includes(name) ? filesOnly : only([], last);
};

const meshKinds = kinds.filter(({ mesh }) => mesh !== null);

/** Types by plural and short names; by full names too where a plural is ambiguous. */
const typeCandidates = (): Candidate[] => {
  const found = new Map<string, string>();
  for (const { resource, kind, group, shortNames } of meshKinds) {
    const ambiguous = meshKinds.filter((other) => other.resource === resource).length > 1;
    found.set(resource, ambiguous ? "several kinds" : (kind ?? ""));
    if (ambiguous) found.set(`${resource}.${group}`, kind ?? "");
    for (const name of shortNames) found.set(name, kind ?? "");
  }
  return [...found].map(([word, description]) => ({ word, description }));
};

/** Types of the mesh. */
export const kindCandidates = (last: string): Completion => only(typeCandidates(), last);

const names = (objects: readonly ObjectIdentity[], prefix: string): Candidate[] => {
  const places = new Map<string, string[]>();
  for (const { name, namespace } of objects) places.set(name, [...(places.get(name) ?? []), namespace]);
  return [...places].map(([name, namespaces]) => ({
    word: `${prefix}${name}`,
    description: namespaces.filter((each) => each !== "").join(", "),
  }));
};

/** The words of a command that asks about objects: a type, then a name, or TYPE/NAME. */
export const objectCandidates = async ({ words, last }: Typed, lookup: Lookup): Promise<Completion> => {
  const slash = last.indexOf("/");
  if (slash > 0) return only(names(await lookup.objects(last.slice(0, slash)), last.slice(0, slash + 1)), last);
  const [type] = words;
  if (type === undefined) return only(typeCandidates(), last);
  return type.includes("/") ? only([], last) : only(names(await lookup.objects(type), ""), last);
};

/** Words of a fixed list. */
export const listCandidates = (list: readonly Candidate[], last: string): Completion => only([...list], last);

/** Candidates as cobra prints them: a word a line, its description behind a tab, and last a line of directives. */
export const printed = ({ candidates, files, goesOn }: Completion): string => {
  const lines = candidates.map(({ word, description }) => (description === "" ? word : `${word}\t${description}`));
  return [...lines, `:${(files ? 0 : 4) + (goesOn ? 2 : 0)}`, ""].join("\n");
};
