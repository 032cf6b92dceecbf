import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import config from "../oxlint.config.ts";

const root = resolve(import.meta.dirname, "..");
const core = "packages/core/src";
const client = "packages/client/src";
const plugin = "packages/kubectl-meshaudit/src";
const editor = "packages/vscode-ext/src";
const collector = "packages/collector/src";
const dashboard = "packages/dashboard/src";

/** One line of source a file, and the rule that refuses it; null when it is allowed. */
const table: [file: string, source: string, rule: string | null][] = [
  [`${core}/model/a.ts`, `import "./x.ts";`, null],
  [`${core}/model/b.ts`, `import "../kinds/x.ts";`, "no-restricted-imports"],
  [`${core}/kinds/a.ts`, `import "../model/x.ts";`, null],
  [`${core}/kinds/b.ts`, `import "../history/a.ts";`, "no-restricted-imports"],
  [`${core}/decode/a.ts`, `import "../sources/a.ts";`, "no-restricted-imports"],
  [`${core}/enrich/a.ts`, `import "../history/a.ts";`, "no-restricted-imports"],
  [`${core}/history/a.ts`, `import "../decode/a.ts";`, null],
  [`${core}/history/b.ts`, `import "../sources/a.ts";`, "no-restricted-imports"],
  [`${core}/history/c.ts`, `export * from "../session.ts";`, "no-restricted-imports"],
  [`${core}/history/d.ts`, `await import("../store/a.ts");`, "no-restricted-imports"],
  [`${core}/history/e.ts`, `import type { A } from "../folder-of-tomorrow/a.ts"; export const a: A = 1;`, "no-restricted-imports"],
  [`${core}/history/f.ts`, `import "node:fs";`, "no-restricted-imports"],
  [`${core}/history/g.ts`, `import "node:crypto";`, null],
  [`${core}/history/deep/a.ts`, `import "../order.ts"; import "../../model/a.ts";`, null],
  [`${core}/history/deep/b.ts`, `import "../../sources/a.ts";`, "no-restricted-imports"],
  [`${core}/history/a.test.ts`, `import "../sources/a.ts";`, null],
  [`${core}/history/h.ts`, `import "../answers/a.ts";`, "no-restricted-imports"],
  [`${core}/istio/a.ts`, `import "../sources/a.ts";`, "no-restricted-imports"],
  [`${core}/istio/b.ts`, `import "../history/a.ts";`, "no-restricted-imports"],
  [`${core}/incident/a.ts`, `import "node:worker_threads";`, "no-restricted-imports"],
  [`${core}/answers/a.ts`, `import "../history/x.ts"; import "../incident/x.ts";`, null],
  [`${core}/answers/b.ts`, `import "../sources/a.ts";`, "no-restricted-imports"],
  [`${core}/sources/a.ts`, `import "node:fs"; import "../decode/x.ts";`, null],
  [`${core}/sources/b.ts`, `import "../history/a.ts";`, "no-restricted-imports"],
  [`${core}/session.ts`, `import "./sources/a.ts"; import "./history/a.ts";`, null],
  [`${core}/session-b.ts`, `import "@oclif/core";`, "no-restricted-imports"],
  [`${core}/session-c.ts`, `import "@oclif/core/flags";`, "no-restricted-imports"],
  [`${core}/sources/c.ts`, `import "@kubernetes/client-node";`, "no-restricted-imports"],
  [`${core}/model/c.ts`, `console.log("x");`, "no-console"],
  [`${core}/sources/d.ts`, `export const a = process.env.HOME;`, "no-restricted-globals"],
  [`${core}/model/d.ts`, `export const a = Date.now();`, "no-restricted-properties"],
  [`${core}/model/e.ts`, `export const a = new Date();`, "no-clock"],
  [`${core}/model/f.ts`, `export const a = new Date(0);`, null],
  [`${core}/model/g.ts`, `export const a = Math.random();`, "no-restricted-properties"],
  [`${core}/model/h.ts`, `/** A. */\nexport const a = (b: any): unknown => b;`, "no-explicit-any"],
  [`${core}/model/i.ts`, `const a: string[] = [];\n/** A. */\nexport const b = () => a[0]!;`, "no-non-null-assertion"],
  [`${core}/model/j.ts`, `export const a = () => 1;`, "documented"],
  [`${core}/model/k.ts`, `/** One. */\nexport const a = () => 1;`, null],
  [`${core}/model/l.ts`, `export default 1;`, "no-default-export"],
  [`${core}/model/path-utils.ts`, `export const a = 1;`, "subject-name"],
  [`${core}/model/m.ts`, `export const a = 1;${"\n".repeat(400)}`, "max-lines"],
  [`${plugin}/render/a.ts`, `import "@meshaudit/core";`, null],
  [`${plugin}/render/b.ts`, `import "../../../core/src/model/a.ts";`, "no-restricted-imports"],
  [`${plugin}/render/c.ts`, `import "@meshaudit/core/dist/index.js";`, "no-restricted-imports"],
  [`${plugin}/render/d.ts`, `import "@meshaudit/client";`, null],
  [`${plugin}/render/e.ts`, `import "../../../client/src/words/a.ts";`, "no-restricted-imports"],
  [`${client}/words/a.ts`, `import "@meshaudit/core"; import "../time/a.ts"; import "node:fs";`, null],
  [`${client}/words/b.ts`, `import "../../../core/src/model/a.ts";`, "no-restricted-imports"],
  [`${client}/words/c.ts`, `import "@meshaudit/core/scan-worker";`, "no-restricted-imports"],
  [`${client}/words/d.ts`, `import "../../../kubectl-meshaudit/src/terminal/a.ts";`, "no-restricted-imports"],
  [`${client}/words/e.ts`, `import "../../../vscode-ext/src/words/a.ts";`, "no-restricted-imports"],
  [`${client}/words/f.ts`, `import "@oclif/core/flags";`, "no-restricted-imports"],
  [`${client}/words/g.ts`, `import type { Uri } from "vscode"; export type A = Uri;`, "no-restricted-imports"],
  [`${client}/words/h.ts`, `import "@vscode/l10n";`, "no-restricted-imports"],
  [`${client}/words/i.ts`, `import { env } from "node:process"; export const a = env;`, "no-restricted-imports"],
  [`${client}/live/a.ts`, `await import("@kubernetes/client-node");`, null],
  [`${client}/live/b.ts`, `console.log("x");`, "no-console"],
  [`${client}/live/c.ts`, `export const a = process.env.HOME;`, "no-restricted-globals"],
  [`${client}/live/d.ts`, `export const a = globalThis.process.env.HOME;`, "no-restricted-properties"],
  [`${client}/time/a.ts`, `export const a = Date.now();`, "no-restricted-properties"],
  [`${client}/time/b.ts`, `export const a = new Date();`, "no-clock"],
  [`${client}/time/c.ts`, `export const a = () => 1;`, "documented"],
  [`${client}/words/j.ts`, `import "@meshaudit/collector";`, "no-restricted-imports"],
  [`${plugin}/render/f.ts`, `import "@meshaudit/collector";`, null],
  [`${plugin}/render/g.ts`, `import "../../../collector/src/config.ts";`, "no-restricted-imports"],
  [`${editor}/hover/d.ts`, `import "../../../collector/src/config.ts";`, "no-restricted-imports"],
  [`${dashboard}/server/a.ts`, `import "@meshaudit/core"; import "node:crypto";`, null],
  [`${dashboard}/server/b.ts`, `import "../../../core/src/model/a.ts";`, "no-restricted-imports"],
  [`${dashboard}/server/c.ts`, `import "@meshaudit/collector";`, "no-restricted-imports"],
  [`${dashboard}/http/a.ts`, `export const a = Date.now();`, "no-restricted-properties"],
  [`${dashboard}/http/b.ts`, `export const a = process.env.HOME;`, "no-restricted-globals"],
  [`${dashboard}/page/a.ts`, `export const a = Date.now();`, null],
  [`${dashboard}/page/b.tsx`, `import "node:fs";`, "no-restricted-imports"],
  [`${dashboard}/page/chart/c.ts`, `import "../../server/a.ts";`, "no-restricted-imports"],
  [`${collector}/read/z.ts`, `import "@meshaudit/dashboard";`, null],
  [`${client}/words/k.ts`, `import "@meshaudit/dashboard";`, "no-restricted-imports"],
  [`${collector}/http/a.ts`, `import "@meshaudit/core"; import "@meshaudit/client"; import "node:https";`, null],
  [`${collector}/http/b.ts`, `import "../../../core/src/model/a.ts";`, "no-restricted-imports"],
  [`${collector}/http/c.ts`, `import "../../../kubectl-meshaudit/src/terminal/a.ts";`, "no-restricted-imports"],
  [`${collector}/http/d.ts`, `import "@oclif/core";`, "no-restricted-imports"],
  [`${collector}/http/e.ts`, `export const a = process.env.HOME;`, "no-restricted-globals"],
  [`${collector}/http/f.ts`, `export const a = Date.now();`, "no-restricted-properties"],
  [`${collector}/http/g.ts`, `console.log("x");`, "no-console"],
  [`${editor}/hover/a.ts`, `import "@meshaudit/client"; import "vscode";`, null],
  [`${editor}/dashboard/a.ts`, `import "@meshaudit/dashboard";`, null],
  [`${editor}/dashboard/b.ts`, `import "../../../dashboard/src/protocol/a.ts";`, "no-restricted-imports"],
  [`${editor}/hover/b.ts`, `import "../../../client/src/words/a.ts";`, "no-restricted-imports"],
  [`${editor}/hover/c.ts`, `import "../../../kubectl-meshaudit/src/render/a.ts";`, "no-restricted-imports"],
  [`${editor}/analysis/a.ts`, `import "vscode";`, "no-restricted-imports"],
  [`${editor}/protocol/a.ts`, `import "vscode";`, "no-restricted-imports"],
  [`${plugin}/commands/a.ts`, `export default 1;${"\n".repeat(79)}`, "max-lines"],
];

describe("the lint rules", () => {
  const folder = mkdtempSync(join(tmpdir(), "meshaudit-lint-"));
  const found = new Map<string, string[]>();

  beforeAll(() => {
    const jsPlugins = config.jsPlugins?.map((path) => resolve(root, String(path)));
    writeFileSync(join(folder, ".oxlintrc.json"), JSON.stringify({ ...config, jsPlugins }));
    for (const [file, source] of table) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), `${source}\n`);
    }
    for (const { filename, code } of lint(folder)) {
      const rule = code.replace(/^.*\((.*)\)$/, "$1");
      found.set(filename, [...(found.get(filename) ?? []), rule]);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(table)("%s: %s -> %s", (file, _source, rule) => {
    expect(found.get(file) ?? []).toEqual(rule === null ? [] : [rule]);
  });
});

/** What oxlint finds in a folder. */
function lint(folder: string): { filename: string; code: string }[] {
  const oxlint = join(root, "node_modules/oxlint/bin/oxlint");
  const { stdout } = spawnSync(process.execPath, [oxlint, "-f", "json"], { cwd: folder, encoding: "utf8" });
  return JSON.parse(stdout).diagnostics;
}
