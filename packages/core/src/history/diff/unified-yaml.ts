import type { JsonObject } from "../../model/json.ts";
import { toYaml } from "./to-yaml.ts";

/** Texts that differ in more lines than this are shown as all removed and all added: searching on would take seconds. */
const mostEdits = 2000;

const linesOf = (text: string): string[] => (text === "" ? [] : text.replace(/\n$/, "").split("\n"));

/**
 * Two states of an object as a unified diff of their YAML, with three lines of context; null is no object, an empty text. `labels` name
 * the two sides in the header. "" when nothing differs. The libraries are loaded at the first call.
 */
export const unifiedYaml = async (
  before: JsonObject | null,
  after: JsonObject | null,
  labels: { from: string; to: string },
): Promise<string> => {
  const { FILE_HEADERS_ONLY, formatPatch, structuredPatch } = await import("diff");
  const older = before === null ? "" : await toYaml(before);
  const newer = after === null ? "" : await toYaml(after);
  if (older === newer) return "";
  const patch = structuredPatch(labels.from, labels.to, older, newer, undefined, undefined, { context: 3, maxEditLength: mostEdits });
  if (patch !== undefined) return formatPatch(patch, FILE_HEADERS_ONLY);
  const [removed, added] = [linesOf(older), linesOf(newer)];
  const lines = [...removed.map((line) => `-${line}`), ...added.map((line) => `+${line}`)];
  const hunk = { oldStart: 1, oldLines: removed.length, newStart: 1, newLines: added.length, lines };
  return formatPatch(
    { oldFileName: labels.from, newFileName: labels.to, oldHeader: undefined, newHeader: undefined, hunks: [hunk] },
    FILE_HEADERS_ONLY,
  );
};
