import type { Report, ReportTable } from "@meshaudit/core";
import { usePlace } from "../address/use-view.ts";
import { useZone } from "../frame/zone.ts";
import { DataTable } from "../table/data-table.tsx";
import { valueText, type Row } from "../table/sort-rows.ts";
import { counted } from "../words/numbers.ts";
import { words } from "../words/safe-words.ts";
import { timeText } from "../words/times.ts";
import { ChartPanel } from "./chart-panel.tsx";
import { Panel } from "./panel.tsx";
import { Totals } from "./totals.tsx";

/** What a report is about, in a line: an account, a kind, its span, what was read. */
const About = ({ report }: { report: Report }) => {
  const zone = useZone();
  const { searched } = report;
  const from = report.filters.from ?? searched.from;
  const to = report.filters.to ?? searched.to;
  return (
    <p class="about">
      {from !== null && to !== null && (
        <span>
          <time dateTime={from}>{timeText(from, zone)}</time> – <time dateTime={to}>{timeText(to, zone)}</time>
        </span>
      )}
      {report.kind === "OperationAuditReport" && report.user !== null && (
        <span>
          first seen {report.firstSeen === null ? "never" : timeText(report.firstSeen, zone)}, last seen{" "}
          {report.lastSeen === null ? "never" : timeText(report.lastSeen, zone)}
        </span>
      )}
      <span title={words(searched.sources.join("\n"))}>
        {counted(searched.parsed, "event")} of {counted(searched.sources.length, "source")} read
        {searched.rejected > 0 && `, ${counted(searched.rejected, "line")} could not be`}
      </span>
    </p>
  );
};

const TablePanel = ({ table }: { table: ReportTable }) => {
  const { leads, go } = usePlace();
  const request = table.columns.find(({ type }) => type === "request")?.name;
  const open = (row: Row): void => go({ request: valueText(row[request ?? ""]) });
  return (
    <Panel title={table.title} label={`${table.title}, table`} query={table.query} wide={table.rows.length > 0} data={null}>
      <DataTable
        title={table.title}
        columns={table.columns}
        rows={table.rows}
        cut={table.cut}
        onOpen={leads && request !== undefined ? open : null}
        inSight={10}
      />
    </Panel>
  );
};

/** A report: its totals, charts and tables. */
export const ReportView = ({ report }: { report: Report }) => (
  <>
    <About report={report} />
    <Totals report={report} />
    <div class="grid">
      {report.charts.map((chart) => (
        <ChartPanel key={chart.id} chart={chart} />
      ))}
      {report.tables.map((table) => (
        <TablePanel key={table.id} table={table} />
      ))}
    </div>
  </>
);
