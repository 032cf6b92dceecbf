import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { ListedChange } from "../protocol/change-view.ts";
import type { MeshState } from "../protocol/mesh-state.ts";
import { filterChoices, type FilterBy } from "./mesh-filter.ts";
import { groupings, type Grouping } from "./group-changes.ts";
import { shortText } from "../words/short.ts";

/** Values of one sort that are offered. */
const mostChoices = 100;

/** A stranger's text in a pick, where `$(name)` would be an icon. */
const pickText = (text: string): string => shortText(text).replaceAll("$(", String.raw`\$(`);

/** What changes are grouped by, in a word. */
const groupingWords = (grouping: Grouping): string => {
  switch (grouping) {
    case "time":
      return l10n.t("Time");
    case "namespace":
      return l10n.t("Namespace");
    case "person":
      return l10n.t("Person");
    case "kind":
      return l10n.t("Kind");
  }
};

/** Lets a person choose what changes are grouped by; null when none is chosen. */
export const pickGrouping = async (now: Grouping): Promise<Grouping | null> => {
  const items = groupings.map((grouping) => ({
    label: groupingWords(grouping),
    description: grouping === now ? l10n.t("current") : "",
    grouping,
  }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: l10n.t("Group the changes of the mesh by") });
  return picked?.grouping ?? null;
};

const sectionWords = (by: FilterBy): string => {
  switch (by) {
    case "by":
      return l10n.t("People");
    case "kind":
      return l10n.t("Kinds");
    case "namespace":
      return l10n.t("Namespaces");
  }
};

type FilterItem = vscode.QuickPickItem & { chosen: { by: FilterBy; value: string } | null };

const section = (changes: readonly ListedChange[], by: FilterBy): FilterItem[] => [
  { label: sectionWords(by), kind: vscode.QuickPickItemKind.Separator, chosen: null },
  ...filterChoices(changes, by)
    .slice(0, mostChoices)
    .map(({ value, count }) => ({ label: pickText(value), description: String(count), chosen: { by, value } })),
];

/** Lets a person choose whose, or which, changes are shown; null when nothing is chosen. */
export const pickFilter = async (changes: Promise<readonly ListedChange[]>): Promise<FilterItem["chosen"]> => {
  const items = changes.then((known) => (["by", "kind", "namespace"] as const).flatMap((by) => section(known, by)));
  const picked = await vscode.window.showQuickPick<FilterItem>(items, { placeHolder: l10n.t("Show only the changes of") });
  return picked?.chosen ?? null;
};

/** Lets a person choose the mesh to show: `key` null follows the active file; null when nothing is chosen. */
export const pickMesh = async (states: readonly MeshState[]): Promise<{ key: string | null } | null> => {
  const items: (vscode.QuickPickItem & { key: string | null })[] = [
    { label: l10n.t("The active file's mesh"), key: null },
    ...states.map(({ mesh, sources }) => ({
      label: pickText(mesh.name),
      description: pickText(sources.slice(0, 5).join(", ")),
      key: mesh.key,
    })),
  ];
  return (await vscode.window.showQuickPick(items, { placeHolder: l10n.t("Show the changes of which mesh?") })) ?? null;
};
