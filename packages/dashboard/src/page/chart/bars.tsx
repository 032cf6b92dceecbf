import type { ReportSeries } from "@meshaudit/core";
import { useMemo, useState } from "preact/hooks";
import { numberText } from "../words/numbers.ts";
import { words } from "../words/safe-words.ts";
import { barsOf } from "./bars-data.ts";
import { colourClasses } from "./colours.ts";
import { Legend } from "./legend.tsx";

const few = 8;

/** An amount for each name, the largest first; several series are stacked. */
export const Bars = ({ series }: { series: ReportSeries[] }) => {
  const [all, setAll] = useState(false);
  const bars = useMemo(() => barsOf(series), [series]);
  const classes = useMemo(() => colourClasses(series.map(({ name }) => name)), [series]);
  const most = bars[0]?.total ?? 1;
  const shown = all ? bars.slice(0, 200) : bars.slice(0, few);
  return (
    <div class="bars">
      <ol>
        {shown.map(({ name, total, parts }) => (
          <li
            key={name}
            title={series.length > 1 ? parts.map((part) => `${part.series}: ${numberText(part.value)}`).join("\n") : undefined}
          >
            <span class="bar-name">
              <bdi>{words(name)}</bdi>
            </span>
            <span class="bar-track" aria-hidden="true">
              {parts.map((part) => (
                <span
                  key={part.series}
                  class={`bar ${series.length === 1 ? "c0" : (classes.get(part.series) ?? "c0")}`}
                  style={{ width: `${(part.value / Math.max(1, most)) * 100}%` }}
                />
              ))}
            </span>
            <span class="bar-value">{numberText(total)}</span>
          </li>
        ))}
      </ol>
      {bars.length > few && (
        <button type="button" class="link" onClick={() => setAll(!all)}>
          {all ? "Show fewer" : `Show all ${numberText(bars.length)}`}
        </button>
      )}
      {series.length > 1 && (
        <Legend
          items={series.map(({ name, points }) => ({
            name,
            value: numberText(points.reduce((sum, { y }) => sum + y, 0)),
            colour: classes.get(name) ?? "c0",
          }))}
        />
      )}
    </div>
  );
};
