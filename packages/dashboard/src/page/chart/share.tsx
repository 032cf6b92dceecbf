import type { ReportSeries } from "@meshaudit/core";
import { useMemo } from "preact/hooks";
import { numberText, percentText, shortNumber } from "../words/numbers.ts";
import { partsOf } from "./bars-data.ts";
import { colourClasses } from "./colours.ts";
import { Legend } from "./legend.tsx";

const radius = 54;
const round = 2 * Math.PI * radius;

/** Parts of a whole, as a ring. */
export const Share = ({ title, series }: { title: string; series: ReportSeries[] }) => {
  const parts = useMemo(() => partsOf(series, 7), [series]);
  const whole = parts.reduce((sum, { value }) => sum + value, 0);
  const classes = colourClasses(parts.map(({ name }) => name));
  let begin = 0;
  return (
    <div class="share">
      <svg
        viewBox="0 0 140 140"
        role="img"
        aria-label={`${title}: ${parts.map(({ name, value }) => `${name} ${percentText(value / whole)}`).join(", ")}`}
      >
        <circle class="ring-back" cx="70" cy="70" r={radius} />
        {parts.map(({ name, value }) => {
          const length = (value / whole) * round;
          const gap = parts.length > 1 ? Math.min(2, length / 3) : 0;
          const offset = -begin;
          begin += length;
          return (
            <circle
              key={name}
              class={`ring ${classes.get(name) ?? "c0"}`}
              cx="70"
              cy="70"
              r={radius}
              stroke-dasharray={`${length - gap} ${round - length + gap}`}
              stroke-dashoffset={offset}
            />
          );
        })}
        <text x="70" y="75" class="ring-whole" text-anchor="middle">
          {shortNumber(whole)}
        </text>
      </svg>
      <Legend
        items={parts.map(({ name, value }) => ({
          name,
          value: `${numberText(value)} · ${percentText(value / whole)}`,
          colour: classes.get(name) ?? "c0",
        }))}
      />
    </div>
  );
};
