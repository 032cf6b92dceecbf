import type { ObjectRef } from "@meshaudit/core";
import type { FileView, ObjectView } from "../protocol/file-view.ts";

/** Whether two references name one object. */
export const sameObject = (a: ObjectRef, b: ObjectRef): boolean =>
  a.group === b.group && a.resource === b.resource && a.namespace === b.namespace && a.name === b.name;

/** The object that a line of a file belongs to: where two meet, the later one; the only one wherever the line is. */
export const objectAt = ({ objects }: Pick<FileView, "objects">, line: number): ObjectView | null => {
  const at = objects.findLast(({ range }) => range.start.line <= line && line <= range.end.line);
  return at ?? (objects.length === 1 ? (objects[0] ?? null) : null);
};
