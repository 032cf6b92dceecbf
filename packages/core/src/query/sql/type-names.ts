/** What CAST takes, and what it is called in a plan. */
export const typeNames: ReadonlyMap<string, "text" | "long" | "double" | "boolean" | "timestamp" | "date" | "json"> = new Map([
  ["varchar", "text"],
  ["bigint", "long"],
  ["integer", "long"],
  ["double", "double"],
  ["boolean", "boolean"],
  ["timestamp", "timestamp"],
  ["date", "date"],
  ["json", "json"],
]);

/** Units of time that intervals and functions take. */
export const timeUnits = ["second", "minute", "hour", "day", "week", "month", "quarter", "year"] as const;

/** `'5'` and `minute` as an interval; null when it is none. Units may stand in the plural. */
export const intervalOf = (amount: string, unit: string): { amount: number; unit: string } | null => {
  const singular = unit.toLowerCase().replace(/s$/, "");
  const count = /^[+-]?\d{1,9}$/.test(amount.trim()) ? Number(amount) : null;
  return count !== null && timeUnits.some((known) => known === singular) ? { amount: count, unit: singular } : null;
};
