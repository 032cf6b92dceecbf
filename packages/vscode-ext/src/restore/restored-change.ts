import type { ChangeView } from "../protocol/change-view.ts";

/**
 * Which version a restore brings back, of changes listed newest first: the id of the change that left it; null for the one before the
 * object's last deletion. What a deletion took is what the change before it left.
 */
export const restoredChange = (changes: readonly ChangeView[], { id, operation }: ChangeView): string | null => {
  if (operation !== "deleted") return id;
  const at = changes.findIndex((change) => change.id === id);
  return at > 0 ? (changes[at + 1]?.id ?? null) : null;
};
