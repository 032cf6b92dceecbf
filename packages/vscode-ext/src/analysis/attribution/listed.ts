import type { Attempt, Change, ChangeWithoutFields, FieldChange, ObjectIdentity } from "@meshaudit/core";
import type { AttemptView, ChangeView, ListedChange } from "../../protocol/change-view.ts";

/** So many differences of one change are listed. */
const mostFields = 50;

/** A change without what can be long. */
export const listed = ({ after: _after, fields: _fields, ...change }: ChangeWithoutFields & Partial<Pick<Change, "fields">>): ChangeView =>
  change;

/** An attempt without what can be long. */
export const listedAttempt = ({ after: _after, fields: _fields, ...attempt }: Attempt): AttemptView => attempt;

const isShort = ({ before, after }: FieldChange): boolean => JSON.stringify([before, after]).length <= 2000;

/** A change with its object and the first of its differences that are short enough for a list. */
export const listedWith = (object: ObjectIdentity, change: Change): ListedChange => ({
  object,
  change: listed(change),
  fields: change.fields === null ? null : change.fields.slice(0, mostFields).filter(isShort),
});
