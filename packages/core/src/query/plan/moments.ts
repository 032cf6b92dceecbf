import { micros } from "../../model/time.ts";
import { allOf } from "./walk-plan.ts";
import type { PlanExpression } from "./plan-node.ts";

/** 0001-01-01 and 9999-12-31: seconds beyond are no time. */
const earliest = -62_135_596_800;
const latest = 253_402_300_799;

/** Microseconds since the epoch as RFC 3339 in UTC, with six digits. */
export const momentOfMicros = (value: number): string => {
  const seconds = Math.floor(value / 1_000_000);
  const date = new Date(seconds * 1000).toISOString().slice(0, 19);
  return `${date}.${String(value - seconds * 1_000_000).padStart(6, "0")}Z`;
};

/** A time as people write it, RFC 3339 or a part of it (`2026-11-24`, `2026-11-24T12:00`, with a blank for the T), in UTC unless it says so; null when it is none. */
const momentOfText = (text: string): string | null => {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(\.\d{1,9})?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i.exec(text.trim());
  if (match === null) return null;
  const [, day, minute = "00:00", second = "00", fraction = "", zone = "Z"] = match;
  const value = micros(`${day}T${minute}:${second}${fraction}${zone.toUpperCase()}`);
  return Number.isNaN(value) ? null : momentOfMicros(value);
};

/** A literal of a moment. */
export const momentLiteral = (value: string): PlanExpression => ({ kind: "moment", value, type: "timestamp" });

const atSecond = (second: number): PlanExpression | null =>
  second < earliest || second > latest ? null : momentLiteral(momentOfMicros(second * 1_000_000));

const compared = (operator: ">=" | "<", left: PlanExpression, right: PlanExpression | null): PlanExpression | null =>
  right === null ? null : { kind: "binary", operator, left, right, type: "boolean" };

/**
 * A comparison of a moment's whole seconds with a whole number, as comparisons of the moment itself: those an engine answers without
 * reading what is out of range. null when there is none.
 */
export const compareSeconds = (moment: PlanExpression, operator: string, second: number): PlanExpression | null => {
  if (!Number.isSafeInteger(second)) return null;
  switch (operator) {
    case ">=":
      return compared(">=", moment, atSecond(second));
    case ">":
      return compared(">=", moment, atSecond(second + 1));
    case "<":
      return compared("<", moment, atSecond(second));
    case "<=":
      return compared("<", moment, atSecond(second + 1));
    case "=": {
      const from = compared(">=", moment, atSecond(second));
      const to = compared("<", moment, atSecond(second + 1));
      return from === null || to === null ? null : allOf([from, to]);
    }
    default:
      return null;
  }
};

/** A time that the query writes; without a zone it is one of the query's zone. null when it is none. */
export const momentFrom = (text: string, type: "timestamp" | "date"): PlanExpression | null => {
  const utc = momentOfText(text);
  if (utc === null) return null;
  if (type === "timestamp" && /(?:Z|[+-]\d{2}:?\d{2})$/i.test(text.trim().slice(10))) return momentLiteral(utc);
  return { kind: "cast", operand: { kind: "text", value: text.trim(), type: "text" }, type, safe: false };
};
