import type { ListedChange } from "../protocol/change-view.ts";
import type { ChangeFilter } from "../protocol/questions.ts";
import { shortText } from "../words/short.ts";

/** What changes can be filtered by in the view. */
export type FilterBy = "by" | "kind" | "namespace";

export const noFilter: ChangeFilter = { by: null, namespace: null, kind: null, from: null, to: null };

/** Whether a filter leaves anything out. */
export const isFiltered = ({ by, kind, namespace }: ChangeFilter): boolean => by !== null || kind !== null || namespace !== null;

/** A filter in a few words: `alice@example.com · VirtualService`. */
export const filterWords = ({ by, kind, namespace }: ChangeFilter): string =>
  [by, kind, namespace]
    .filter((part) => part !== null)
    .map((part) => shortText(part))
    .join(" · ");

const valueOf = ({ object, change }: ListedChange, by: FilterBy): string | null => {
  switch (by) {
    case "by":
      return change.actor.user;
    case "kind":
      return object.kind;
    case "namespace":
      return object.namespace === "" ? null : object.namespace;
  }
};

/** The values that changes can be filtered by, with how many changes have each, the most first. */
export const filterChoices = (changes: readonly ListedChange[], by: FilterBy): { value: string; count: number }[] => {
  const counts = new Map<string, number>();
  for (const listed of changes) {
    const value = valueOf(listed, by);
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
};
