import type { TargetedKeyboardEvent, TargetedPointerEvent } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { ChangeMark, ObjectTimeline } from "../../protocol/api.ts";
import { usePlace } from "../address/use-view.ts";
import { colourClasses } from "../chart/colours.ts";
import { Legend } from "../chart/legend.tsx";
import { timeTicks } from "../chart/scale.ts";
import { useSize } from "../chart/use-size.ts";
import { useZone } from "../frame/zone.ts";
import { numberText } from "../words/numbers.ts";
import { words } from "../words/safe-words.ts";
import { timeText } from "../words/times.ts";
import type { Cluster } from "./clusters.ts";
import { extentOf, within, zoomed, type Extent } from "./extent.ts";
import { Lane, laneHeight } from "./lane.tsx";

const objectText = ({ object }: ObjectTimeline): string => `${object.resource}.${object.group}/${object.namespace}/${object.name}`;

const risks = ["high", "medium", "low", "none"] as const;
const riskClasses: { readonly [risk in (typeof risks)[number]]: string } = {
  high: "r-high",
  medium: "r-medium",
  low: "r-low",
  none: "r-none",
};

const riskOf = (changes: readonly ChangeMark[]): (typeof risks)[number] =>
  risks.find((risk) => changes.some((change) => (change.risk ?? "none") === risk)) ?? "none";

/** Who made the changes, most first. */
const usersOf = (items: readonly ObjectTimeline[]): [string, number][] => {
  const counts = new Map<string, number>();
  for (const { user } of items.flatMap(({ changes }) => changes)) counts.set(user, (counts.get(user) ?? 0) + 1);
  return [...counts].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
};

/** Objects over time: an object a row. Only the rows in sight are drawn. */
export const Timeline = ({ items, colour }: { items: readonly ObjectTimeline[]; colour: "person" | "risk" }) => {
  const zone = useZone();
  const { to } = usePlace();
  const whole = useMemo(() => extentOf(items), [items]);
  const [chosen, setChosen] = useState<Extent | null>(null);
  const [top, setTop] = useState(0);
  const [drag, setDrag] = useState<[number, number] | null>(null);
  const [axis, { width }] = useSize<HTMLDivElement>();
  const body = useRef<HTMLDivElement>(null);
  const extent = whole === null ? null : chosen === null ? whole : within(chosen, whole);
  const users = useMemo(() => usersOf(items), [items]);
  const classes = useMemo(() => colourClasses(users.map(([user]) => user)), [users]);

  useEffect(() => {
    const element = body.current;
    if (element === null || extent === null || whole === null) return;
    const onWheel = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const left = axis.current?.getBoundingClientRect().left ?? 0;
      const around = extent.from + ((event.clientX - left) / Math.max(1, width)) * (extent.to - extent.from);
      setChosen(zoomed(extent, event.deltaY > 0 ? 1.25 : 0.8, around, whole));
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  });

  if (extent === null || whole === null) return null;
  const middle = (extent.from + extent.to) / 2;
  const length = extent.to - extent.from;
  const zoom = (factor: number): void => setChosen(zoomed(extent, factor, middle, whole));
  const move = (share: number): void => setChosen(within({ from: extent.from + share * length, to: extent.to + share * length }, whole));
  const timeAt = (px: number): number => extent.from + (px / Math.max(1, width)) * length;
  const x = (time: number): number => ((time - extent.from) / length) * width;
  const onKey = (event: TargetedKeyboardEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget) return;
    const acts: { [key: string]: () => void } = {
      "+": () => zoom(0.5),
      "=": () => zoom(0.5),
      "-": () => zoom(2),
      ArrowLeft: () => move(-0.2),
      ArrowRight: () => move(0.2),
      "0": () => setChosen(null),
    };
    const act = acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  const pointer = (event: TargetedPointerEvent<HTMLDivElement>): number => event.clientX - event.currentTarget.getBoundingClientRect().left;
  const onUp = (): void => {
    if (drag !== null && Math.abs(drag[1] - drag[0]) > 6) {
      const [from = 0, until = 0] = drag.map(timeAt).toSorted((a, b) => a - b);
      setChosen(within({ from, to: Math.max(until, from + 2) }, whole));
    }
    setDrag(null);
  };
  const zoomTo = ({ changes }: Cluster): void => {
    const times = changes.map(({ time }) => Date.parse(time));
    const [first, last] = [Math.min(...times), Math.max(...times)];
    const air = Math.max(1, (last - first) * 0.2);
    setChosen(within({ from: first - air, to: last + air }, whole));
  };
  const colourOf = ({ changes }: Cluster): string => {
    if (colour === "risk") return riskClasses[riskOf(changes)];
    const one = new Set(changes.map(({ user }) => user));
    return one.size === 1 ? (classes.get(changes[0].user) ?? "c7") : "c-many";
  };
  const firstRow = Math.max(0, Math.floor(top / laneHeight) - 6);
  const rows = items.slice(firstRow, firstRow + 40);
  const legend =
    colour === "risk"
      ? risks.map((risk) => ({
          name: risk === "none" ? "no known risk" : `${risk} risk`,
          value: numberText(
            items.reduce((sum, { changes }) => sum + changes.filter((change) => (change.risk ?? "none") === risk).length, 0),
          ),
          colour: riskClasses[risk],
        }))
      : users.slice(0, 8).map(([user, count]) => ({ name: user, value: numberText(count), colour: classes.get(user) ?? "c7" }));
  return (
    <section class="panel timeline" aria-label="Objects over time">
      <header class="panel-head">
        <p class="about">
          <span>
            {timeText(extent.from, zone, length < 60_000)} – {timeText(extent.to, zone, length < 60_000)}
          </span>
        </p>
        <div class="panel-actions">
          <button type="button" onClick={() => move(-0.5)} aria-label="Earlier">
            ←
          </button>
          <button type="button" onClick={() => move(0.5)} aria-label="Later">
            →
          </button>
          <button type="button" onClick={() => zoom(0.5)} aria-label="Zoom in">
            +
          </button>
          <button type="button" onClick={() => zoom(2)} aria-label="Zoom out">
            −
          </button>
          <button type="button" onClick={() => setChosen(null)} disabled={chosen === null}>
            All
          </button>
        </div>
      </header>
      <div
        class="timeline-scroll"
        ref={body}
        tabIndex={0}
        aria-label="Timeline: + and − zoom, arrows move, 0 shows all"
        role="group"
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
        onKeyDown={onKey}
      >
        <div class="timeline-axis">
          <div class="timeline-label">Object</div>
          <div
            class="timeline-ticks"
            ref={axis}
            title="Drag to zoom"
            onPointerDown={(event) => (event.currentTarget.setPointerCapture(event.pointerId), setDrag([pointer(event), pointer(event)]))}
            onPointerMove={(event) => drag !== null && setDrag([drag[0], pointer(event)])}
            onPointerUp={onUp}
            onPointerCancel={() => setDrag(null)}
          >
            {timeTicks(extent.from, extent.to, Math.max(3, Math.floor(width / 90)), zone)
              // A label at the edge would be cut.
              .filter(({ at }) => x(at) > 28 && x(at) < width - 28)
              .map((tick) => (
                <span key={tick.at} style={{ left: `${x(tick.at)}px` }}>
                  {tick.label}
                </span>
              ))}
            {drag !== null && (
              <div class="timeline-brush" style={{ left: `${Math.min(...drag)}px`, width: `${Math.abs(drag[1] - drag[0])}px` }} />
            )}
          </div>
        </div>
        <div class="timeline-rows" style={{ height: `${items.length * laneHeight}px` }}>
          <div style={{ transform: `translateY(${firstRow * laneHeight}px)` }}>
            {rows.map((timeline) => {
              const object = objectText(timeline);
              const { kind, resource, namespace, name } = timeline.object;
              return (
                <div key={object} class="timeline-row">
                  <a class="timeline-label" href={to({ page: "object", subject: object, change: null })} title={object}>
                    <small>{words(kind ?? resource)}</small>
                    <bdi>{words(namespace === "" ? name : `${namespace}/${name}`)}</bdi>
                  </a>
                  {width > 0 && (
                    <Lane timeline={timeline} extent={extent} width={width} colourOf={colourOf} onZoom={zoomTo} object={object} />
                  )}
                </div>
              );
            })}
          </div>
        </div>
      </div>
      <footer class="timeline-foot">
        <Legend items={legend} />
        <p class="hint">
          ▲ created, ● changed, ✕ deleted, a number: several, which a click takes apart. Drag over the times to zoom, or Ctrl and the wheel.
        </p>
      </footer>
    </section>
  );
};
