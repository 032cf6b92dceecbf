import { isAfterKnown, isBeforeKnown } from "../history/effect.ts";
import { presentable } from "../history/present.ts";
import type { JsonObject } from "../model/json.ts";
import { apiVersion, type ChangeStates } from "../model/result.ts";
import { withCauses } from "./causes.ts";
import { findOne } from "./find.ts";
import { namedChange } from "./named-change.ts";
import { notesOn } from "./notes.ts";
import type { Answer, ObjectQuery } from "./question.ts";
import type { Reading } from "./reading.ts";

const shown = (object: JsonObject | null): JsonObject | null => (object === null ? null : presentable(object));

/**
 * An object's states around one of its changes. Throws `version-unknown` for a change that there is not; contents that the log does not
 * hold are no error: the flags say so.
 */
export const answerChangeStates = async (query: ObjectQuery, name: string, reading: Reading): Promise<Answer<ChangeStates>> => {
  const { timeline, report } = await findOne(query, reading);
  const named = namedChange(timeline, name);
  const [withCause] = await withCauses([{ ...timeline, changes: [named] }], reading);
  const { effect, change } = withCause?.changes[0] ?? named;
  const result: ChangeStates = {
    apiVersion,
    kind: "ChangeStates",
    object: timeline.object,
    change,
    before: shown(effect.before),
    beforeKnown: isBeforeKnown(effect),
    after: shown(effect.after),
    afterKnown: isAfterKnown(effect),
  };
  return { result, report, seen: true, near: [], notes: notesOn([timeline], report) };
};
