import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { reportPage } from "@meshaudit/dashboard";
import type { Report } from "@meshaudit/core";
import { openInBrowser } from "./open-in-browser.ts";
import { packageRoot } from "./package-root.ts";

/** A report as one HTML file that loads nothing. */
export const reportHtml = (report: Report): Promise<string> => reportPage(report, join(packageRoot(), "dist", "dashboard"));

/**
 * Writes a report as HTML to a file that only this person can read, and opens it in the browser. The file stays: a browser reads it again.
 *
 * @returns its path.
 * @throws MeshauditError where there is no browser.
 */
export const openReport = async (report: Report, name: string): Promise<string> => {
  const path = join(await mkdtemp(join(tmpdir(), "meshaudit-report-")), `${name}.html`);
  await writeFile(path, await reportHtml(report), { mode: 0o600 });
  await openInBrowser(pathToFileURL(path).href, process.platform);
  return path;
};
