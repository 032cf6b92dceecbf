import { objectLabel, safeLines } from "@meshaudit/client";
import type { ObjectDiff } from "@meshaudit/core";
import type { Paint, Style } from "../terminal/style.ts";
import type { ViewOptions } from "./view.ts";

const paintFor = (line: string, style: Style): Paint => {
  if (line.startsWith("+++") || line.startsWith("---")) return style.strong;
  if (line.startsWith("@@")) return style.section;
  if (line.startsWith("+")) return style.added;
  return line.startsWith("-") ? style.removed : (text) => text;
};

/** The unified diff of two versions' YAML, in the colours of git. */
export const renderDiff = ({ object, from, to, unified }: ObjectDiff, { style }: ViewOptions): string[] => {
  const lines = safeLines(unified.replace(/\n$/, ""));
  if (lines.every((line) => line === "")) return [`${objectLabel(object)}: no difference between ${from ?? "nothing"} and ${to}`];
  return lines.map((line) => paintFor(line, style)(line));
};
