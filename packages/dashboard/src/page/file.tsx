// A report that stands alone: the page that a report's HTML file brings with it.
import type { Report } from "@meshaudit/core";
import { render } from "preact";
import { WorldProvider, type World } from "./chart/world.ts";
import { ReportView } from "./report/report-view.tsx";
import { words } from "./words/safe-words.ts";
import { reportTitles } from "./words/titles.ts";

const json = <T,>(id: string): T | null => JSON.parse(document.getElementById(id)?.textContent ?? "null") as T | null;

const report = json<Report>("report");
const root = document.getElementById("app");

const subjectOf = (report: Report): string | null =>
  report.kind === "OperationAuditReport" ? report.user : report.kind === "OperationDetailsReport" ? report.resource : null;

if (report !== null && root !== null) {
  const subject = subjectOf(report);
  const title = `${reportTitles[report.kind]}${subject === null ? "" : `: ${words(subject)}`}`;
  document.title = `${title} · meshaudit`;
  render(
    <WorldProvider value={json<World>("world")}>
      <main id="main">
        <div class="page-head">
          <h1>{title}</h1>
        </div>
        <ReportView report={report} />
      </main>
    </WorldProvider>,
    root,
  );
}
