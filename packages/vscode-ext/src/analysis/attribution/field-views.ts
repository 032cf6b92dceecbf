import {
  compareManifest,
  formatPath,
  type BlamedPath,
  type Change,
  type FieldChange,
  type JsonValue,
  type ManifestComparison,
  type ObjectIdentity,
} from "@meshaudit/core";
import type { FieldView, MeshRef } from "../../protocol/file-view.ts";
import type { LineIndex } from "../manifest/line-index.ts";
import type { ManifestField, ManifestObject } from "../manifest/manifest.ts";
import type { KnownObject } from "./known-object.ts";
import { listed } from "./listed.ts";
import { isWithin, newestBelow } from "./newest-below.ts";

/** A file's object beside what the log knows of it. */
export interface Attribution {
  comparison: ManifestComparison;
  blamed: Map<string, BlamedPath>;
  changes: Map<string, Change>;
}

/** Sets a file's object beside its last audited state; null when that is not known, or the object is gone. */
export const attributionOf = (object: ManifestObject, known: KnownObject): Attribution | null => {
  if (known.audited === null || known.blame === null || known.alive === false || object.resource === null) return null;
  return {
    comparison: compareManifest(object.value, known.audited, { group: object.group, resource: object.resource }),
    blamed: new Map(known.blame.paths.map((one) => [one.path, one])),
    changes: new Map(known.history.changes.map((change) => [change.id, change])),
  };
};

/** What a change did to a field: to itself, or to what holds it. */
const deedOn = (key: string, change: Change | undefined): FieldChange | null => {
  const fields = change?.fields ?? [];
  const own = fields.find((field) => field.key === key && field.op !== "moved");
  if (own !== undefined) return own;
  const holding = fields.filter((field) => field.op === "added" && isWithin(key, field.key));
  return holding.toSorted((a, b) => b.key.length - a.key.length)[0] ?? null;
};

interface Around {
  mesh: MeshRef;
  identity: ObjectIdentity;
  lines: LineIndex;
}

const rangeOf = (field: ManifestField, lines: LineIndex): FieldView["range"] =>
  lines.rangeOf({ start: field.keySpan?.start ?? field.valueSpan.start, end: Math.max(field.valueSpan.end, field.keySpan?.end ?? 0) });

const longest = 4000;

const shortest = (value: JsonValue): JsonValue => {
  const text = JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : value;
};

/** Every value of a file's object with who set it. A value is attributed to a person only where the file's and the audited one are equal. */
export const leafViews = (object: ManifestObject, attribution: Attribution, { mesh, identity, lines }: Around): FieldView[] => {
  const compared = new Map(attribution.comparison.fields.map((field) => [field.path, field]));
  return object.fields.flatMap((field): FieldView[] => {
    const path = formatPath(field.path);
    const found = field.leaf ? compared.get(path) : undefined;
    if (found === undefined) return [];
    const blamed = found.audited === null ? undefined : attribution.blamed.get(found.audited);
    const change = blamed?.change ?? null;
    const state = found.state === "same" && !field.exact ? "differs" : found.state;
    return [
      {
        mesh,
        object: identity,
        path,
        key: blamed?.key ?? found.key,
        range: rangeOf(field, lines),
        state,
        here: shortest(found.here),
        there: shortest(found.there),
        change: change === null ? null : listed(change),
        did: change === null ? null : bounded(deedOn(blamed?.key ?? found.key, attribution.changes.get(change.id))),
        evidence: blamed?.evidence ?? "unavailable",
      },
    ];
  });
};

const bounded = (field: FieldChange | null): FieldChange | null =>
  field === null ? null : { ...field, before: shortest(field.before), after: shortest(field.after) };

/** A key that holds other values: the newest change below it. null when none is known. */
export const branchView = (field: ManifestField, leaves: readonly FieldView[], lines: LineIndex): FieldView | null => {
  const path = formatPath(field.path);
  const same = leaves.filter((leaf) => leaf.state === "same");
  const newest = newestBelow(same, path);
  return newest === null ? null : { ...newest, path, key: path, range: rangeOf(field, lines), state: "branch", here: null, there: null };
};
