import type { Change, ObjectIdentity } from "@meshaudit/core";

/** A change of an object. */
export interface ObjectChange {
  object: ObjectIdentity;
  change: Change;
}

/** Changes that stand in one row: those of one actor, one after the other, on the same paths of one object; newest first. */
export interface Run {
  object: ObjectIdentity;
  changes: [Change, ...Change[]];
}

const actorKey = ({ actor }: Change): string => JSON.stringify([actor.user, actor.impersonatedBy, actor.client?.name ?? null]);

const pathsKey = ({ fields }: Change): string | null =>
  fields === null || fields.length === 0 ? null : JSON.stringify(fields.map(({ key }) => key).toSorted());

const isAlike = (a: Change, b: Change): boolean => {
  if ("result" in a || "result" in b || a.operation !== "updated" || b.operation !== "updated") return false;
  const paths = pathsKey(a);
  return paths !== null && paths === pathsKey(b) && actorKey(a) === actorKey(b);
};

/** Rows without folding: each change is a run of its own. */
export const unfolded = (rows: readonly ObjectChange[]): Run[] => rows.map(({ object, change }) => ({ object, changes: [change] }));

/** Folds runs of changes that repeat one another, such as the steps of a progressive rollout. Newest first, as they come. */
export const folded = (rows: readonly ObjectChange[]): Run[] => {
  const runs: Run[] = [];
  for (const { object, change } of rows) {
    const last = runs.at(-1);
    const older = last?.changes.at(-1);
    if (last !== undefined && older !== undefined && last.object === object && isAlike(older, change)) last.changes.push(change);
    else runs.push({ object, changes: [change] });
  }
  return runs;
};
