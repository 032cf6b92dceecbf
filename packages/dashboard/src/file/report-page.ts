import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Report } from "@meshaudit/core";

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** JSON that may stand in a script element: nothing in it ends the element or begins a comment. */
const scriptJson = (value: unknown): string =>
  JSON.stringify(value)
    .replaceAll("<", String.raw`\u003c`)
    .replaceAll("\u2028", String.raw`\u2028`)
    .replaceAll("\u2029", String.raw`\u2029`);

/**
 * A report as one HTML file that stands alone: it loads nothing and asks nobody, and its policy lets no other script run. `folder` is
 * where the build put the page's files.
 *
 * @throws the system's error when they are not there.
 */
export const reportPage = async (report: Report, folder: string): Promise<string> => {
  const file = (name: string): Promise<string> => readFile(join(folder, name), "utf8");
  const hasMap = report.charts.some(({ type }) => type === "map");
  const [script, style, world] = await Promise.all([file("file.js"), file("app.css"), hasMap ? file("world.json") : "null"]);
  const policy = `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; img-src data:; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>meshaudit report</title>
<style>${style}</style>
</head>
<body>
<div id="app"></div>
<script type="application/json" id="report">${scriptJson(report)}</script>
<script type="application/json" id="world">${world.replaceAll("<", String.raw`\u003c`)}</script>
<script>${script}</script>
</body>
</html>
`;
};
