// `npm run test:cluster`: tests meshaudit against a real Kubernetes API server (test/cluster/README.md).
// Arguments go to vitest: `npm run test:cluster -- restore -t create`.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, setUp } from "./setup.mjs";
import { readReport } from "./test-report.mjs";

setUp({ build: true });
const { prepare } = await import("../test/cluster/control-plane/prepare.ts");

prepareOrSkip();
const folder = mkdtempSync(join(tmpdir(), "meshaudit-cluster-report-"));
const report = join(folder, "report.json");
const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
const config = join(root, "test", "cluster", "vitest.config.ts");
const reporters = ["--reporter=verbose", "--reporter=json", `--outputFile.json=${report}`];
const options = { cwd: root, stdio: "inherit" };
const { status } = spawnSync(process.execPath, [vitest, "run", "--config", config, ...reporters, ...process.argv.slice(2)], options);
const { passed, failed } = readReport(report, status);
rmSync(folder, { recursive: true });

console.log(`cluster: ${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

/** Where the tests cannot be run it says so loudly. In CI that is a failure, unless the machine was never meant to have Go. */
function prepareOrSkip() {
  try {
    prepare();
  } catch (error) {
    if (error?.name !== "Unavailable") throw error;
    const bar = "!".repeat(100);
    console.log(`${bar}\nThe tests with a real cluster were NOT RUN: ${error.message}\n${bar}`);
    const status = process.env.CI === "true" && !error.beyondReach ? 1 : 0;
    console.log(`cluster: 0 passed, ${status} failed`);
    process.exit(status);
  }
}
