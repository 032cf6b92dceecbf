import { safeText } from "@meshaudit/client";
import type { IngestReport } from "@meshaudit/core";
import { bytes, count, counted } from "./amount.ts";
import { rejectionLine } from "./verification.ts";
import type { ViewOptions } from "./view.ts";

/** What was read, what became of it, and what can be asked now. */
export const renderIngest = (report: IngestReport, { style, wide, withHeaders }: ViewOptions): string[] => {
  const { read, stored, duplicate, rejected, rejections, files, project } = report;
  const account = `${count(read)} read = ${count(stored)} stored + ${counted(duplicate, "duplicate")} + ${count(rejected)} rejected`;
  const resumed = files.filter(({ resumedAt }) => resumedAt > 0).length;
  return [
    `${account}, ${bytes(report.bytes)} of ${counted(files.length, "file")}${resumed === 0 ? "" : ` (${resumed} read on from where it was)`}`,
    ...(wide ? files.map(fileLine) : []),
    ...rejections.map((rejection) => `  rejected: ${rejectionLine(rejection)}`),
    ...(rejected > rejections.length ? [`  and ${count(rejected - rejections.length)} more`] : []),
    ...(withHeaders
      ? [`stored in ${safeText(project)}`, `ask it: ${style.strong(`kubectl meshaudit who-changed vs/NAME --from ${safeText(project)}`)}`]
      : []),
  ];
};

const fileLine = ({ source, read, stored, duplicate, rejected, resumedAt }: IngestReport["files"][number]): string =>
  `  ${safeText(source)}: ${count(read)} read = ${count(stored)} stored + ${count(duplicate)} duplicate + ${count(rejected)} rejected` +
  (resumedAt === 0 ? "" : `, from byte ${count(resumedAt)} on`);
