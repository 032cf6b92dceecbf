import type { JsonValue } from "@meshaudit/core";
import { safeText } from "./safe-text.ts";

const plain = /^[\p{L}_./*~-][\p{L}\p{N}_./@%:*~ -]*$/u;
const looksTyped = /^(?:true|false|null|~|yes|no|on|off)$/i;

/** A value in a line: a plain text as it is, anything else as JSON. */
export const valueLabel = (value: JsonValue): string => {
  if (typeof value === "string" && /^\d+(?:\.\d+)?[a-z]+$/.test(value)) return value;
  if (typeof value === "string" && plain.test(value) && !looksTyped.test(value)) return safeText(value);
  return safeText(JSON.stringify(value));
};
