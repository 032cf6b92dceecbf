import { formatPath, type JsonValue } from "@meshaudit/core";
import type { DriftEntry, FieldView } from "../../protocol/file-view.ts";
import type { Range } from "../../protocol/position.ts";
import type { LineIndex } from "../manifest/line-index.ts";
import type { ManifestObject } from "../manifest/manifest.ts";
import type { Attribution } from "./field-views.ts";
import { listed } from "./listed.ts";
import { newestBelow } from "./newest-below.ts";

const isScalar = (value: JsonValue): boolean => typeof value !== "object" || value === null;

/** A scalar as YAML that every reader takes for the same value: JSON, but for plain words. */
const yamlOf = (value: JsonValue): string =>
  typeof value === "string" && /^[A-Za-z][A-Za-z0-9./-]*$/.test(value) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(value)
    ? value
    : JSON.stringify(value);

/** Where a file's object and its last audited state differ. What a patch leaves out is no difference. */
export const driftOf = (object: ManifestObject, attribution: Attribution, leaves: readonly FieldView[], lines: LineIndex): DriftEntry[] => {
  const fields = new Map(object.fields.map((field) => [formatPath(field.path), field]));
  const valueRange = (path: string): Range | null => {
    const field = fields.get(path);
    return field === undefined || field.inherited ? null : lines.rangeOf(field.valueSpan);
  };
  const differing = leaves.flatMap((leaf): DriftEntry[] => {
    if (leaf.state !== "differs" && leaf.state !== "only-here") return [];
    const range = valueRange(leaf.path);
    const replaces = leaf.state === "differs" && range !== null && isScalar(leaf.there) && isScalar(leaf.here);
    return [
      {
        key: leaf.key,
        kind: leaf.state,
        here: leaf.here,
        there: leaf.there,
        range: leaf.range,
        change: leaf.change,
        evidence: leaf.evidence,
        edit: replaces ? { range, text: yamlOf(leaf.there) } : null,
      },
    ];
  });
  if (object.partial) return differing;
  const missing = attribution.comparison.onlyThere.map(({ path, key, value, within }): DriftEntry => {
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
      edit: null,
    };
  });
  return [...differing, ...missing];
};
