import type { Clock } from "@meshaudit/client";
import type { DriftEntry, MeshRef } from "../protocol/file-view.ts";
import { shortText } from "../words/short.ts";
import { apartText } from "../words/apart-text.ts";

/** A difference as a problem says it. What the file lacks is named: its place is only the nearest that the file has. */
export const driftMessage = (entry: DriftEntry, mesh: MeshRef, clock: Clock): string => {
  const text = apartText(entry, mesh, clock);
  return entry.kind === "only-there" ? `${shortText(entry.key)} ${text}` : text;
};
