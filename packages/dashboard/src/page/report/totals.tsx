import type { Report } from "@meshaudit/core";
import { numberText, percentText } from "../words/numbers.ts";
import { totalTitle } from "../words/titles.ts";

/** Totals that are bad news when they are not zero. */
const alarming = new Set(["failed", "denied", "unauthenticated", "internetDenied", "deprecated"]);

const Difference = ({ now, before }: { now: number; before: number }) => {
  if (now === before) return <span class="delta">as before</span>;
  const sign = now > before ? "▲" : "▼";
  const by = before === 0 ? numberText(now) : percentText(Math.abs(now - before) / before);
  return (
    <span class="delta" title={`${numberText(before)} before`}>
      <span aria-hidden="true">{sign}</span> {by} {now > before ? "more" : "less"}
    </span>
  );
};

/** The numbers of the whole span, compared with those before where they are known. */
export const Totals = ({ report }: { report: Report }) => {
  const before: { readonly [total: string]: number } | null = report.before?.totals ?? null;
  return (
    <ul class="totals" aria-label="Totals">
      {Object.entries(report.totals).map(([total, value]) => (
        <li key={total} class={alarming.has(total) && value > 0 ? "alarm" : undefined}>
          <span class="total-title">{totalTitle(total)}</span>
          <span class="total-value">{numberText(value)}</span>
          {before !== null && <Difference now={value} before={before[total] ?? 0} />}
        </li>
      ))}
    </ul>
  );
};
