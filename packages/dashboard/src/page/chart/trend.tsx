import type { ReportSeries } from "@meshaudit/core";
import type { TargetedKeyboardEvent, TargetedPointerEvent } from "preact";
import { useMemo, useState } from "preact/hooks";
import { numberText, shortNumber } from "../words/numbers.ts";
import { words } from "../words/safe-words.ts";
import { timeText, type ZoneChoice } from "../words/times.ts";
import { colourClasses } from "./colours.ts";
import { Legend } from "./legend.tsx";
import { niceTicks, timeTicks } from "./scale.ts";
import { trendData, type TrendData } from "./trend-data.ts";
import { useSize } from "./use-size.ts";

interface TrendProps {
  title: string;
  series: ReportSeries[];
  zone: ZoneChoice;
  /** Asked to show a shorter span, RFC 3339; null where that cannot be. */
  onZoom: ((from: string, to: string) => void) | null;
}

const margin = { left: 44, right: 14, top: 10, bottom: 24 };

/** So few points are columns: a line between them would tell what nobody counted. */
const few = 24;

/** The shortest time between two points, ms. */
const stepOf = (times: readonly number[]): number =>
  times.length < 2 ? 60_000 : times.slice(1).reduce((least, time, index) => Math.min(least, time - (times[index] ?? 0)), Infinity);

const nearestIndex = (times: readonly number[], time: number): number => {
  let best = 0;
  times.forEach((each, index) => {
    if (Math.abs(each - time) < Math.abs((times[best] ?? 0) - time)) best = index;
  });
  return best;
};

/** Amounts over time, a line a series. Dragging over it zooms; arrow keys go from point to point. */
export const Trend = ({ title, series, zone, onZoom }: TrendProps) => {
  const [ref, { width, height }] = useSize<HTMLDivElement>();
  const [at, setAt] = useState<number | null>(null);
  const [drag, setDrag] = useState<[number, number] | null>(null);
  const data = useMemo(() => trendData(series), [series]);
  const classes = useMemo(() => colourClasses(series.map(({ name }) => name)), [series]);
  const { times, lines } = data;
  const columns = times.length <= few;
  const step = stepOf(times);
  const first = times[0] ?? 0;
  // A column stands for the whole of its stretch, a point of a line for its begin.
  const last = (times.at(-1) ?? first) + (columns ? step : 0);
  const inner = { width: Math.max(1, width - margin.left - margin.right), height: Math.max(1, height - margin.top - margin.bottom) };
  const ticks = niceTicks(data.most);
  const top = ticks.at(-1) ?? 1;
  const x = (time: number): number => margin.left + (last === first ? 0.5 : (time - first) / (last - first)) * inner.width;
  const y = (value: number): number => margin.top + (1 - value / top) * inner.height;
  const timeAt = (px: number): number => first + ((px - margin.left) / inner.width) * (last - first);

  const pointer = (event: TargetedPointerEvent<SVGSVGElement>): number => event.clientX - event.currentTarget.getBoundingClientRect().left;
  const onMove = (event: TargetedPointerEvent<SVGSVGElement>): void => {
    const px = pointer(event);
    setAt(nearestIndex(times, timeAt(px) - (columns ? step / 2 : 0)));
    if (drag !== null) setDrag([drag[0], px]);
  };
  const onUp = (): void => {
    if (drag !== null && onZoom !== null && Math.abs(drag[1] - drag[0]) > 8) {
      const [from = 0, to = 0] = drag.map(timeAt).toSorted((a, b) => a - b);
      onZoom(new Date(Math.max(from, first)).toISOString(), new Date(Math.min(to, (times.at(-1) ?? 0) + step - 1)).toISOString());
    }
    setDrag(null);
  };
  const onKey = (event: TargetedKeyboardEvent<SVGSVGElement>): void => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    setAt(Math.min(times.length - 1, Math.max(0, (at ?? (step > 0 ? -1 : times.length)) + step)));
  };
  const onDown = (event: TargetedPointerEvent<SVGSVGElement>): void => {
    if (event.button === 0 && onZoom !== null && event.pointerType === "mouse") setDrag([pointer(event), pointer(event)]);
  };
  return (
    <div class="trend">
      <div class="plot" ref={ref}>
        {width > 0 && (
          <svg
            width={width}
            height={height}
            role="img"
            tabIndex={0}
            aria-label={`${title}: ${lines.map(({ name, total }) => `${name} ${numberText(total)}`).join(", ")}`}
            onPointerMove={onMove}
            onPointerLeave={() => (setAt(null), setDrag(null))}
            onPointerDown={onDown}
            onPointerUp={onUp}
            onKeyDown={onKey}
            onBlur={() => setAt(null)}
          >
            {ticks.map((tick) => (
              <g key={tick}>
                <line class="grid" x1={margin.left} x2={width - margin.right} y1={y(tick)} y2={y(tick)} />
                <text class="axis" x={margin.left - 8} y={y(tick) + 4} text-anchor="end">
                  {shortNumber(tick)}
                </text>
              </g>
            ))}
            {timeTicks(first, last, Math.max(2, Math.floor(inner.width / 84)), zone).map((tick) => (
              <text key={tick.at} class="axis" x={x(tick.at)} y={height - 6} text-anchor={x(tick.at) > width - 34 ? "end" : "middle"}>
                {tick.label}
              </text>
            ))}
            {lines.map(({ name, values }, index) => {
              const points = values.map((value, i): [number, number] => [x(times[i] ?? 0), y(value)]);
              const colour = classes.get(name) ?? "c0";
              if (!columns) return <Line key={name} points={points} base={y(0)} filled={index === 0} colour={colour} />;
              return (
                <Columns
                  key={name}
                  points={points}
                  base={y(0)}
                  room={x(first + step) - x(first)}
                  place={index}
                  of={lines.length}
                  colour={colour}
                />
              );
            })}
            {drag !== null && (
              <rect class="brush" x={Math.min(...drag)} y={margin.top} width={Math.abs(drag[1] - drag[0])} height={inner.height} />
            )}
            {at !== null && times[at] !== undefined && (
              <line
                class="cursor"
                x1={x(times[at] + (columns ? step / 2 : 0))}
                x2={x(times[at] + (columns ? step / 2 : 0))}
                y1={margin.top}
                y2={y(0)}
              />
            )}
          </svg>
        )}
        {at !== null && times[at] !== undefined && drag === null && (
          <Tip data={data} at={at} left={x(times[at] + (columns ? step / 2 : 0))} width={width} zone={zone} classes={classes} />
        )}
      </div>
      <Legend items={lines.map(({ name, total }) => ({ name, value: numberText(total), colour: classes.get(name) ?? "c0" }))} />
    </div>
  );
};

interface LineProps {
  points: [number, number][];
  base: number;
  filled: boolean;
  colour: string;
}

const Line = ({ points, base, filled, colour }: LineProps) => {
  const path = points.map(([x, y], index) => `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
  const [from, to] = [points[0]?.[0] ?? 0, points.at(-1)?.[0] ?? 0];
  return (
    <g class={colour}>
      {filled && <path class="area" d={`${path}L${to} ${base}L${from} ${base}Z`} />}
      <path class="line" d={path} />
    </g>
  );
};

interface ColumnsProps {
  points: [number, number][];
  base: number;
  /** Pixels of one stretch of time. */
  room: number;
  place: number;
  of: number;
  colour: string;
}

/** Columns beside those of the other series, in the middle of their stretch of time. */
const Columns = ({ points, base, room, place, of, colour }: ColumnsProps) => {
  const width = Math.min(28, (room * 0.76) / of);
  const left = (room - width * of) / 2 + width * place;
  return (
    <g class={colour}>
      {points.map(([x, y]) => (
        <rect
          key={x}
          class="column"
          x={x + left}
          y={y}
          width={Math.max(1, width - 1)}
          height={Math.max(0, base - y)}
          rx={Math.min(2, width / 4)}
        />
      ))}
    </g>
  );
};

interface TipProps {
  data: TrendData;
  at: number;
  left: number;
  width: number;
  zone: ZoneChoice;
  classes: Map<string, string>;
}

const Tip = ({ data, at, left, width, zone, classes }: TipProps) => (
  <div class={`tip ${left > width / 2 ? "to-left" : "to-right"}`} style={{ left: `${left}px` }} role="status">
    <div class="tip-title">{timeText(data.times[at] ?? 0, zone)}</div>
    {data.lines.map(({ name, values }) => (
      <div key={name} class="tip-row">
        <span class={`swatch ${classes.get(name) ?? "c0"}`} />
        <bdi>{words(name)}</bdi>
        <b>{numberText(values[at] ?? 0)}</b>
      </div>
    ))}
  </div>
);
