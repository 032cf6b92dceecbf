import { exactTime, kindLabel, whoLabel, type Clock } from "@meshaudit/client";
import * as l10n from "@vscode/l10n";
import type { ListedChange } from "../protocol/change-view.ts";
import { cutText, shortActor, shortObject, shortText } from "../words/short.ts";

/** What changes of a mesh are grouped by. */
export type Grouping = "time" | "namespace" | "person" | "kind";

export const groupings: readonly Grouping[] = ["time", "namespace", "person", "kind"];

export interface ChangeGroup {
  /** Tells the group from others of the same grouping, as time goes on. */
  key: string;
  label: string;
  changes: ListedChange[];
}

interface Group {
  key: string;
  label: string;
}

const day = 86_400_000;

/** The date of an instant in the reader's zone: `2026-11-24`. */
const dateOf = (instant: number, { zone }: Clock): string => exactTime(instant, zone).slice(0, 10);

/** Days from Monday to a date. */
const daysIntoWeek = (date: string): number => (new Date(Date.parse(date)).getUTCDay() + 6) % 7;

/** A time in the future, as clocks differ, is as good as now. Weeks begin on Monday. */
const timeGroup = (time: string, clock: Clock): Group => {
  const instant = Date.parse(time);
  if (!Number.isFinite(instant)) return { key: "unknown", label: l10n.t("At an unknown time") };
  if (clock.now - instant < day / 24) return { key: "hour", label: l10n.t("Last hour") };
  const today = dateOf(clock.now, clock);
  const date = dateOf(instant, clock);
  const days = Math.round((Date.parse(today) - Date.parse(date)) / day);
  if (days <= 0) return { key: "today", label: l10n.t("Today") };
  if (days === 1) return { key: "yesterday", label: l10n.t("Yesterday") };
  if (days <= daysIntoWeek(today)) return { key: "week", label: l10n.t("This week") };
  return { key: date, label: date };
};

const groupOf = ({ object, change }: ListedChange, grouping: Grouping, clock: Clock): Group => {
  switch (grouping) {
    case "time":
      return timeGroup(change.time, clock);
    case "namespace":
      return object.namespace === ""
        ? { key: "", label: l10n.t("Without a namespace") }
        : { key: object.namespace, label: shortText(object.namespace) };
    case "person":
      return { key: change.actor.user, label: whoLabel(shortActor(change.actor), false) };
    case "kind":
      return { key: `${object.resource}.${object.group}`, label: kindLabel(shortObject(object)) };
  }
};

const byLabel = (a: ChangeGroup, b: ChangeGroup): number => (a.label < b.label ? -1 : a.label > b.label ? 1 : 0);

/** Changes in groups: those of time in the order the changes came, newest first; all others by name, so that none moves as events arrive. */
export const groupChanges = (changes: readonly ListedChange[], grouping: Grouping, clock: Clock): ChangeGroup[] => {
  const groups = new Map<string, ChangeGroup>();
  for (const listed of changes) {
    const { key, label } = groupOf(listed, grouping, clock);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { key: cutText(key), label, changes: [listed] });
    else known.changes.push(listed);
  }
  const found = [...groups.values()];
  return grouping === "time" ? found : found.sort(byLabel);
};
