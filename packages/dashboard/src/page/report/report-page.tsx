import type { Report, ReportQuestion } from "@meshaudit/core";
import type { Told } from "../../protocol/api.ts";
import { noFilters, reportParameters } from "../../protocol/report-parameters.ts";
import { filtersAt } from "../../protocol/view.ts";
import { usePlace } from "../address/use-view.ts";
import { useAnswer } from "../ask/use-answer.ts";
import { EmptyNotice, ErrorNotice, Loading, Notes } from "../frame/notice.tsx";
import { useZone } from "../frame/zone.ts";
import { words } from "../words/safe-words.ts";
import { pageTitles } from "../words/titles.ts";
import { zoneName } from "../words/times.ts";
import { ReportView } from "./report-view.tsx";

/** Whether a report is of an account that no event names. */
const isUnseen = (report: Report): boolean => report.kind === "OperationAuditReport" && report.user !== null && report.firstSeen === null;

const isEmpty = (report: Report): boolean => report.totals.requests === 0;

/** One of the four reports, asked for by the page's address. */
export const ReportPage = ({ report }: { report: ReportQuestion["report"] }) => {
  const { view, moment, to } = usePlace();
  const zone = useZone();
  const hasSubject = report === "operation-audit" || report === "operation-details";
  const subject = hasSubject ? view.subject : null;
  const filters = filtersAt(view, moment);
  const parameters = reportParameters({ report, subject, filters, compare: view.compare, timeZone: zoneName(zone) });
  const { answer, error, loading } = useAnswer<Told<Report>>({ path: "report", parameters, body: null }, moment);
  return (
    <>
      <div class="page-head">
        <h1>
          {pageTitles[report]}
          {subject !== null && (
            <>
              : <bdi>{words(subject)}</bdi>
            </>
          )}
        </h1>
        {subject !== null && <a href={to({ subject: null })}>{report === "operation-audit" ? "All accounts" : "All kinds"}</a>}
        {loading && answer !== null && <span class="busy" role="status" aria-label="Loading" />}
      </div>
      {error !== null && <ErrorNotice error={error} />}
      {answer === null && loading && <Loading what="Reading the log …" />}
      {answer !== null && <Notes notes={answer.notes} />}
      {view.compare && answer?.result.before === null && (
        <p class="hint">To compare, choose a time that begins somewhere, such as the last 24 hours.</p>
      )}
      {answer !== null && isEmpty(answer.result) && (
        <EmptyNotice title={isUnseen(answer.result) ? "This account was never seen in the log." : "No request fits these filters."}>
          {answer.near.length > 0 ? `Did you mean ${answer.near.map(words).join(" or ")}? ` : "Take a filter away, or a longer span. "}
          <a
            href={to({
              filters: { ...noFilters, system: view.filters.system },
              last: null,
            })}
          >
            Clear the filters
          </a>
        </EmptyNotice>
      )}
      {answer !== null && !isEmpty(answer.result) && <ReportView report={answer.result} />}
    </>
  );
};
