import type { ObjectTimeline } from "../../protocol/api.ts";
import { usePlace } from "../address/use-view.ts";
import { useZone } from "../frame/zone.ts";
import { words } from "../words/safe-words.ts";
import { timeText } from "../words/times.ts";
import { clustersOf, type Cluster } from "./clusters.ts";
import type { Extent } from "./extent.ts";

interface LaneProps {
  timeline: ObjectTimeline;
  extent: Extent;
  width: number;
  colourOf(cluster: Cluster): string;
  onZoom(cluster: Cluster): void;
  /** The object, as addresses have it. */
  object: string;
}

export const laneHeight = 32;
const middle = laneHeight / 2;

const Shape = ({ cluster }: { cluster: Cluster }) => {
  const [{ operation }, ...others] = cluster.changes;
  const { x } = cluster;
  if (others.length > 0) {
    const half = cluster.changes.length > 99 ? 13 : 10;
    return (
      <>
        <rect x={x - half} y={middle - 8} width={half * 2} height={16} rx={8} />
        <text x={x} y={middle + 4} text-anchor="middle">
          {cluster.changes.length}
        </text>
      </>
    );
  }
  if (operation === "created") return <path d={`M${x} ${middle - 7}L${x + 7} ${middle + 5}H${x - 7}Z`} />;
  if (operation === "deleted")
    return <path class="cross" d={`M${x - 5} ${middle - 5}L${x + 5} ${middle + 5}M${x + 5} ${middle - 5}L${x - 5} ${middle + 5}`} />;
  return <circle cx={x} cy={middle} r={5.5} />;
};

/** One object's lives as bars, each change a mark: a triangle made it, a cross deleted it, a dot changed it, a number is several. */
export const Lane = ({ timeline, extent, width, colourOf, onZoom, object }: LaneProps) => {
  const { to } = usePlace();
  const zone = useZone();
  const x = (time: number): number => ((time - extent.from) / (extent.to - extent.from)) * width;
  const clamp = (value: number): number => Math.min(width + 2, Math.max(-2, value));
  const told = ({ changes }: Cluster): string =>
    changes
      .slice(0, 8)
      .map(({ time, user, summary }) => `${timeText(time, zone, true)}  ${words(user)}\n${words(summary)}`)
      .join("\n\n") + (changes.length > 8 ? `\n\n… and ${changes.length - 8} more` : "");
  return (
    <svg class="lane" width={width} height={laneHeight} role="group">
      {timeline.lives.map((life) => {
        const from = life.from === null ? -2 : clamp(x(Date.parse(life.from)));
        const end = life.to === null ? width + 2 : clamp(x(Date.parse(life.to)));
        return (
          <rect key={`${life.uid} ${life.from}`} class="life" x={from} y={middle - 4} width={Math.max(1, end - from)} height={8} rx={3} />
        );
      })}
      {timeline.gaps.map(({ from, to: until, afterGeneration }) =>
        from === null || until === null ? null : (
          <rect
            key={afterGeneration}
            class="unexplained"
            x={clamp(x(Date.parse(from)))}
            y={middle - 4}
            width={Math.max(2, clamp(x(Date.parse(until))) - clamp(x(Date.parse(from))))}
            height={8}
          >
            <title>Changes that no event explains</title>
          </rect>
        ),
      )}
      {clustersOf(timeline.changes, x, width, 11).map((cluster) => {
        const [first, ...others] = cluster.changes;
        const label = others.length === 0 ? told(cluster) : `${cluster.changes.length} changes\n\n${told(cluster)}`;
        return (
          <a
            key={first.id}
            class={`mark ${colourOf(cluster)}`}
            href={to({ object, change: first.id })}
            aria-label={label}
            onClick={(event) => {
              if (others.length === 0) return;
              event.preventDefault();
              onZoom(cluster);
            }}
          >
            <title>{label}</title>
            <Shape cluster={cluster} />
          </a>
        );
      })}
    </svg>
  );
};
