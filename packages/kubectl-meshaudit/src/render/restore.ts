import { exactTime, objectLabel, safeText } from "@meshaudit/client";
import type { Restoration } from "@meshaudit/core";
import type { ViewOptions } from "./view.ts";

const proof = {
  exact: "exact: an event holds this very state",
  approximate: "approximate: rebuilt from what was asked for, so defaults and webhooks may be missing",
  unavailable: "unavailable",
};

/** What to know before using a restored manifest. `typed` is the command as it was typed, to be piped on. */
export const renderRestoreNotes = (
  { object, at, evidence, command, managedBy }: Restoration,
  deleted: boolean,
  typed: string,
  { clock, style }: ViewOptions,
): string[] => {
  const time = Number.isFinite(Date.parse(at)) ? exactTime(Date.parse(at), clock.zone) : "an unknown time";
  return [
    `nothing was changed: this is ${objectLabel(object)} as it was ${deleted ? "before its deletion at" : "at"} ${time}`,
    `evidence: ${proof[evidence]}`,
    ...(managedBy === null
      ? []
      : [style.medium(`warning: ${safeText(managedBy)} manages this object and will revert it: change it in git`)]),
    `to ${command === "create" ? "create it again" : "put it in place"}: ${safeText(typed)} | kubectl ${command} -f -`,
  ];
};
