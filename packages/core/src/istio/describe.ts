import type { Risk } from "../model/change.ts";
import { type ChangeFacts, meshKindOf, specOf } from "./facts.ts";
import { overviewOf } from "./overview/index.ts";
import { rules } from "./rules/index.ts";
import { tellSpec } from "./summary/index.ts";
import { tellMetadata } from "./summary/metadata.ts";
import { atRoot, tellField, tellKeys } from "./tell.ts";

const mostPhrases = 8;

const joined = (phrases: readonly string[]): string =>
  phrases.length <= mostPhrases + 1
    ? phrases.join("; ")
    : `${phrases.slice(0, mostPhrases).join("; ")}; and ${phrases.length - mostPhrases} more`;

/** The differences that an update made, in the mesh's words where they are known. */
const phrasesOf = (change: ChangeFacts): string[] => {
  const { before, after } = change;
  const fields = change.fields ?? [];
  if (before === null || after === null) return fields.map(tellField);
  const kind = meshKindOf(change.object);
  const tell = tellKeys({
    metadata: tellMetadata,
    ...(kind === null ? {} : { spec: tellSpec(kind) }),
  });
  const phrases = tell(before, after, atRoot(fields));
  return phrases.length > 0 ? phrases : fields.map(tellField);
};

const summaryOf = (change: ChangeFacts): string => {
  if (change.operation === "deleted") return "deleted";
  if (change.operation === "updated" && change.fields !== null) {
    const phrases = phrasesOf(change);
    return phrases.length > 0 ? joined(phrases) : "updated";
  }
  if (change.after === null) return `${change.operation} (contents not logged)`;
  const kind = meshKindOf(change.object);
  const overview = kind === null ? "" : overviewOf(kind, specOf(change.after));
  if (change.operation === "created") return overview === "" ? "created" : `created: ${overview}`;
  // What it was is not known, so that only what it is can be said.
  return overview === "" ? "updated" : `now: ${overview}`;
};

const severity = { high: 0, medium: 1, low: 2 };

const risksOf = (change: ChangeFacts): Risk[] => {
  const kind = meshKindOf(change.object);
  if (kind === null) return [];
  return rules
    .filter((rule) => rule.kinds.includes(kind))
    .flatMap((rule) => {
      const finding = rule.check(change);
      return finding === undefined ? [] : [{ rule: rule.name, ...finding }];
    })
    .sort((a, b) => severity[a.level] - severity[b.level]);
};

/** A change in the mesh's words, short enough for a table's cell, and what is risky about it, the worst first. */
export const describe = (change: ChangeFacts): { summary: string; risks: Risk[] } => ({
  summary: summaryOf(change),
  risks: risksOf(change),
});
