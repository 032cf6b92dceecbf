import { safeText, valueLabel } from "@meshaudit/client";
import type { FieldChange } from "@meshaudit/core";
import type { Cell } from "../terminal/table.ts";
import type { Style } from "../terminal/style.ts";

const whole = "(the whole object)";

/** One difference, as a line: `~ spec.http[name=default].timeout: 3s -> 10s`. By natural keys, or by indexes too when `wide`. */
export const fieldCell = ({ path, key, fromPath, op, before, after }: FieldChange, wide: boolean, style: Style): Cell => {
  const name = safeText(key === "" ? whole : key) + (wide && path !== key ? ` (${safeText(path)})` : "");
  switch (op) {
    case "added":
      return { text: `+ ${name}: ${valueLabel(after)}`, paint: style.added };
    case "removed":
      return { text: `- ${name}: ${valueLabel(before)}`, paint: style.removed };
    case "moved":
      return { text: `> ${name}: moved from ${safeText(fromPath ?? "?")} to ${safeText(path)}`, paint: style.section };
    case "changed":
      return { text: `~ ${name}: ${valueLabel(before)} -> ${valueLabel(after)}`, paint: style.medium };
  }
};
