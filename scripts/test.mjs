// `npm test`: set-up, then every test that needs no real cluster and no editor. Arguments go to vitest: `npm test -- packages/core/src/kinds`.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, setUp } from "./setup.mjs";

setUp({ build: true });

const folder = mkdtempSync(join(tmpdir(), "meshaudit-test-"));
const report = join(folder, "report.json");
const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
const { status } = spawnSync(process.execPath, [vitest, "run", ...reporters, ...process.argv.slice(2)], { cwd: root, stdio: "inherit" });
const { passed, failed } = count(report);
rmSync(folder, { recursive: true });

console.log(`tests: ${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

/** Tests that passed and failed. A test file that does not load is one failure, and so is whatever else made vitest fail. */
function count(file) {
  const { numPassedTests = 0, numFailedTests = 0, testResults = [] } = read(file);
  const unloaded = testResults.filter(
    ({ status: outcome, assertionResults }) => outcome === "failed" && assertionResults.length === 0,
  ).length;
  const found = numFailedTests + unloaded;
  return { passed: numPassedTests, failed: found === 0 && status !== 0 ? 1 : found };
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {};
  }
}
