// `npm test`: set-up, then every test that needs no real cluster and no editor. Arguments go to vitest: `npm test -- packages/core/src/kinds`.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, setUp } from "./setup.mjs";
import { readReport } from "./test-report.mjs";

setUp({ build: true });

const folder = mkdtempSync(join(tmpdir(), "meshaudit-test-"));
const report = join(folder, "report.json");
const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
const { status } = spawnSync(process.execPath, [vitest, "run", ...reporters, ...process.argv.slice(2)], { cwd: root, stdio: "inherit" });
const { passed, failed } = readReport(report, status);
rmSync(folder, { recursive: true });

console.log(`tests: ${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
