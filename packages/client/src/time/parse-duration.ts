const units = new Map([
  ["ms", 1],
  ["s", 1000],
  ["m", 60_000],
  ["h", 3_600_000],
  ["d", 86_400_000],
  ["w", 604_800_000],
]);

const whole = /^(?:\d+(?:\.\d+)?(?:ms|[smhdw]))+$/;
const part = /(\d+(?:\.\d+)?)(ms|[smhdw])/g;

/** Milliseconds of a duration such as `90s`, `2h`, `1d12h` or `1.5h`; null when it is none. */
export const parseDuration = (text: string): number | null => {
  if (!whole.test(text)) return null;
  let total = 0;
  for (const [, amount = "", unit = ""] of text.matchAll(part)) total += Number(amount) * (units.get(unit) ?? 0);
  return Math.round(total);
};
