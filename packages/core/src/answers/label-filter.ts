import { matchesLabels, parseLabelSelector } from "../history/labels.ts";
import type { Life } from "../history/effect.ts";
import { MeshauditError } from "../model/error.ts";
import type { JsonObject } from "../model/json.ts";

/** Tells whether an object meets the label selector of a question, null: any does. Throws `argument-invalid` for what is no selector. */
export const labelFilter = (labels: string | null): ((object: JsonObject) => boolean) => {
  if (labels === null) return () => true;
  const selector = parseLabelSelector(labels);
  if (selector === null) {
    throw new MeshauditError("argument-invalid", `"${labels}" is no label selector`, { hint: "such as -l app=reviews,tier!=test" });
  }
  return (object) => matchesLabels(object, selector);
};

/** The same for an object's history: the last known state of one of its lives must meet the selector. */
export const timelineFilter = (labels: string | null): ((timeline: { lives: readonly Life[] }) => boolean) => {
  const meets = labelFilter(labels);
  return labels === null ? () => true : ({ lives }) => lives.some(({ state }) => state !== null && meets(state.object));
};
