import type { DuckDBValue } from "@duckdb/node-api";
import { setOwn, type JsonObject, type JsonValue } from "../model/json.ts";

/** Microseconds since the epoch as RFC 3339 in UTC, to the microsecond; null beyond the calendar. */
const momentText = (micros: bigint): string | null => {
  const below = ((micros % 1000n) + 1000n) % 1000n;
  const millis = Number((micros - below) / 1000n);
  if (Math.abs(millis) > 8.64e15) return null;
  return `${new Date(millis).toISOString().slice(0, -1)}${String(below).padStart(3, "0")}Z`;
};

const objectOf = (entries: Iterable<readonly [string, DuckDBValue]>): JsonObject => {
  const object: JsonObject = {};
  for (const [key, value] of entries) setOwn(object, key, engineValue(value));
  return object;
};

/**
 * A value of DuckDB's as JSON: whole numbers as texts where a number does not hold them, moments as RFC 3339 in UTC, lists, and maps and
 * structures as objects; what JSON has not, as DuckDB writes it.
 */
export const engineValue = (value: DuckDBValue): JsonValue => {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "bigint") return BigInt.asIntN(54, value) === value ? Number(value) : String(value);
  if ("micros" in value && typeof value.micros === "bigint" && !("months" in value)) return momentText(value.micros) ?? value.toString();
  if ("items" in value) return value.items.map(engineValue);
  if ("scale" in value && "toDouble" in value) return value.toDouble();
  if ("entries" in value) {
    const { entries } = value;
    return Array.isArray(entries)
      ? objectOf(entries.map(({ key, value: inner }) => [String(key), inner] as const))
      : objectOf(Object.entries(entries));
  }
  return value.toString();
};
