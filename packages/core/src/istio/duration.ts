const unit = { h: 3_600_000, m: 60_000, s: 1000, ms: 1, us: 0.001, ns: 0.000_001 } as const;
const part = /(\d+(?:\.\d+)?)(h|ms|us|ns|m|s)/y;

/** A duration as Istio and the Gateway API write it (`1m30s`, `0.5s`), in ms; null when it is none. */
export const durationOf = (value: unknown): number | null => {
  if (typeof value !== "string" || value === "") return null;
  let total = 0;
  part.lastIndex = 0;
  while (part.lastIndex < value.length) {
    const match = part.exec(value);
    if (match === null) return null;
    total += Number(match[1]) * unit[match[2] as keyof typeof unit];
  }
  return total;
};
