import type { ChangeWithoutFields } from "@meshaudit/core";
import type { ChangeView } from "../../protocol/change-view.ts";

/** Whether a path (or a key) lies within another, which does not count as its own; "" is the root. */
export const isWithin = (path: string, above: string): boolean =>
  above === "" || path.startsWith(`${above}.`) || path.startsWith(`${above}[`);

/** Of what stands at a path or below it, what was changed last; null where no change is known. */
export const newestBelow = <One extends { path: string; change: ChangeView | ChangeWithoutFields | null }>(
  all: Iterable<One>,
  path: string,
): One | null => {
  const timeOf = ({ change }: One): number => Date.parse(change?.time ?? "");
  const below = [...all].filter((one) => one.change !== null && (one.path === path || isWithin(one.path, path)));
  return below.toSorted((a, b) => timeOf(b) - timeOf(a))[0] ?? null;
};
