import type { ReportChart } from "@meshaudit/core";
import { usePlace } from "../address/use-view.ts";
import { Bars } from "../chart/bars.tsx";
import { Share } from "../chart/share.tsx";
import { Trend } from "../chart/trend.tsx";
import { countryName, WorldMap } from "../chart/world-map.tsx";
import { useZone } from "../frame/zone.ts";
import { DataTable } from "../table/data-table.tsx";
import { Panel } from "./panel.tsx";

const isEmpty = ({ series }: ReportChart): boolean => series.every(({ points }) => points.every(({ y }) => y === 0));

const Picture = ({ chart }: { chart: ReportChart }) => {
  const zone = useZone();
  const { leads, go, view } = usePlace();
  const { type, title, series } = chart;
  if (isEmpty(chart)) return <p class="empty">Nothing happened within these filters.</p>;
  if (type === "bars") return <Bars series={series} />;
  if (type === "share") return <Share title={title} series={series} />;
  if (type === "map") return <WorldMap title={title} series={series} />;
  const zoom = (from: string, to: string): void => go({ last: null, filters: { ...view.filters, from, to } });
  return <Trend title={title} series={series} zone={zone} onZoom={leads ? zoom : null} />;
};

/** The numbers of a chart as a table. */
const Numbers = ({ chart: { title, type, series } }: { chart: ReportChart }) => {
  const rows = series.flatMap(({ name, points }) =>
    points.map(({ x, y }) => ({ series: name, x: type === "map" ? countryName(x) : x, y })),
  );
  const columns = [
    { name: "x", title: type === "trend" ? "Time" : type === "map" ? "Country" : "Name", type: type === "trend" ? "time" : "text" },
    { name: "series", title: "Series", type: "text" },
    { name: "y", title: "Amount", type: "number" },
  ] as const;
  return <DataTable title={`${title}: numbers`} columns={columns} rows={rows} cut={false} onOpen={null} inSight={8} />;
};

/** A chart of a report in its frame. */
export const ChartPanel = ({ chart }: { chart: ReportChart }) => (
  <Panel
    title={chart.title}
    label={chart.title}
    query={chart.query}
    wide={chart.type === "map" && !isEmpty(chart)}
    data={isEmpty(chart) ? null : <Numbers chart={chart} />}
  >
    <Picture chart={chart} />
  </Panel>
);
