import type { FieldChange, JsonValue } from "@meshaudit/core";
import { safeText } from "../terminal/safe-text.ts";
import type { Cell } from "../terminal/table.ts";
import type { Style } from "../terminal/style.ts";

const plain = /^[\p{L}_./*~-][\p{L}\p{N}_./@%:*~ -]*$/u;
const looksTyped = /^(?:true|false|null|~|yes|no|on|off)$/i;

/** A value in a line: a plain text as it is, anything else as JSON. */
const valueLabel = (value: JsonValue): string => {
  if (typeof value === "string" && /^\d+(?:\.\d+)?[a-z]+$/.test(value)) return value;
  if (typeof value === "string" && plain.test(value) && !looksTyped.test(value)) return safeText(value);
  return safeText(JSON.stringify(value));
};

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
