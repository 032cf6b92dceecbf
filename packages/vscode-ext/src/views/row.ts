import type { RiskLevel } from "@meshaudit/core";
import * as l10n from "@vscode/l10n";
import type { ChangeTarget } from "../host/change-target.ts";
import type { Range } from "../protocol/position.ts";

/** Rows asked for anew each time that they are shown, at most `limit` of them. */
export type Children = (limit: number) => Page | Promise<Page>;

export interface Page {
  rows: Row[];
  /** True when there are more than these. */
  more: boolean;
}

/** What a click on a row does. */
export type Click =
  | { kind: "diff" }
  | { kind: "place"; uri: string; range: Range }
  /** Shows more of the list that the row ends. */
  | { kind: "more"; list: string; limit: number };

/** A row of a tree, as data. Its texts are fit to be shown. */
export interface Row {
  /** Tells it from its siblings, and stays the same as they change. */
  key: string;
  label: string;
  description: string;
  /** Name of a codicon. */
  icon: string;
  /** Colours the icon. */
  risk: RiskLevel | null;
  /** Markdown; "" for the label alone. */
  tooltip: string;
  /** As a screen reader reads it. */
  spoken: string;
  /** For the `viewItem` of menus. */
  context: string;
  target: ChangeTarget | null;
  /** The user, to filter by; null when nobody did it. */
  person: string | null;
  click: Click | null;
  children: Children | null;
  /** Whether it is open at first. */
  open: boolean;
}

/** A row with an id that no other row of its tree has. */
export interface TreeNode extends Row {
  id: string;
}

/** A row that says something and does nothing. */
export const plainRow = (key: string, label: string, icon: string): Row => ({
  key,
  label,
  description: "",
  icon,
  risk: null,
  tooltip: "",
  spoken: label,
  context: "meshaudit.note",
  target: null,
  person: null,
  click: null,
  children: null,
  open: false,
});

/** Children that are all known. */
export const allOf =
  (rows: readonly Row[]): Children =>
  (limit) => ({ rows: rows.slice(0, limit), more: rows.length > limit });

/** A row that holds others, with how many they are. */
export const groupRow = (key: string, label: string, icon: string, rows: readonly Row[], open: boolean): Row => ({
  ...plainRow(key, label, icon),
  description: String(rows.length),
  spoken: l10n.t("{0}, {1} entries", label, rows.length),
  context: "meshaudit.group",
  children: allOf(rows),
  open,
});

/** Gives each row of a page its id below its parent's; a key that came before is told apart, as no tree takes an id twice. */
export const nodesOf = (parent: string, { rows, more }: Page, limit: number): TreeNode[] => {
  const seen = new Map<string, number>();
  const nodes = rows.map((row) => {
    const before = seen.get(row.key) ?? 0;
    seen.set(row.key, before + 1);
    return { ...row, id: `${parent}\n${row.key}${before === 0 ? "" : `\n#${before}`}` };
  });
  if (!more) return nodes;
  const last = plainRow("more", l10n.t("Show more…"), "ellipsis");
  return [...nodes, { ...last, id: `${parent}\nmore`, context: "meshaudit.more", click: { kind: "more", list: parent, limit } }];
};
