// What vitest's JSON report says, for the commands that end in `… N passed, N failed`.
import { readFileSync } from "node:fs";

/**
 * Tests that passed and failed, and how each went. A test file that does not load is one failure, and so is whatever else made vitest
 * fail.
 *
 * @param {string} file the report, which may be missing
 * @param {number | null} status vitest's exit status
 * @returns {{ passed: number, failed: number, tests: { name: string, passed: boolean }[] }}
 */
export function readReport(file, status) {
  const { numPassedTests = 0, numFailedTests = 0, testResults = [] } = read(file);
  const unloaded = testResults.filter(
    ({ status: outcome, assertionResults }) => outcome === "failed" && assertionResults.length === 0,
  ).length;
  const found = numFailedTests + unloaded;
  const tests = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status: outcome }) => outcome === "passed" || outcome === "failed")
    .map(({ fullName, status: outcome }) => ({ name: fullName, passed: outcome === "passed" }));
  return { passed: numPassedTests, failed: found === 0 && status !== 0 ? 1 : found, tests };
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {};
  }
}
