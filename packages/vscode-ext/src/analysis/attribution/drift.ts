import { formatPath } from "@meshaudit/core";
import type { DriftEntry, FieldView } from "../../protocol/file-view.ts";
import type { LineIndex } from "../manifest/line-index.ts";
import type { ManifestObject } from "../manifest/manifest.ts";
import { clusterEdits } from "./cluster-edit.ts";
import type { Attribution } from "./field-views.ts";
import { listed } from "./listed.ts";
import { newestBelow } from "./newest-below.ts";

/** Where a file's object and its last audited state differ. What a patch leaves out is no difference. */
export const driftOf = (
  object: ManifestObject,
  attribution: Attribution,
  leaves: readonly FieldView[],
  text: string,
  lines: LineIndex,
): DriftEntry[] => {
  const fields = new Map(object.fields.map((field) => [formatPath(field.path), field]));
  // What a view shows may be cut.
  const whole = new Map(attribution.comparison.fields.map((field) => [field.path, field.there]));
  const edits = clusterEdits(object, attribution.comparison, text, lines);
  const differing = leaves.flatMap((leaf): DriftEntry[] => {
    if (leaf.state !== "differs" && leaf.state !== "only-here") return [];
    return [
      {
        key: leaf.key,
        kind: leaf.state,
        here: leaf.here,
        there: leaf.there,
        range: leaf.range,
        change: leaf.change,
        evidence: leaf.evidence,
        edit: leaf.state === "differs" ? edits.replace(leaf.path, whole.get(leaf.path) ?? null) : null,
      },
    ];
  });
  if (object.partial) return differing;
  const missing = attribution.comparison.onlyThere.map((lacking): DriftEntry => {
    const { path, key, value, within } = lacking;
    const holder = fields.get(within);
    const span =
      holder === undefined
        ? (object.kindSpan ?? object.span)
        : (holder.keySpan ?? { start: holder.valueSpan.start, end: holder.valueSpan.start });
    const newest = newestBelow(attribution.blamed.values(), path);
    return {
      key,
      kind: "only-there",
      here: null,
      there: value,
      range: lines.rangeOf(span),
      change: newest === null || newest.change === null ? null : listed(newest.change),
      evidence: newest?.evidence ?? "unavailable",
      edit: edits.insert(lacking),
    };
  });
  return [...differing, ...missing];
};
